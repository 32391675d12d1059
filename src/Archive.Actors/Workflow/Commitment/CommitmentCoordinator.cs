using Akka.Actor;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>
/// Has checked what is to be checked and reported what is to be reported: once in the whole cluster. It knows of nothing but what is under way:
/// everything else is stored, and so its successor goes on where it ended. The work runs beside its turns, bounded, and is broken off when it
/// stops. What cannot be done at present is left alone for a moment.
/// </summary>
internal sealed class CommitmentCoordinator : ReceiveActor, IWithTimers
{
    /// <summary>More is seen when some of it is done.</summary>
    private const int MaxSeen = 1000;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly CommitmentStore _store;
    private readonly CommitmentDecider _decider;
    private readonly CommitmentReporter _reporter;
    private readonly CommitmentSignal _signal;
    private readonly CommitmentSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action _signalled;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _paused = new(StringComparer.Ordinal);
    private bool _isLooking;
    private bool _looksAgain;

    public CommitmentCoordinator(
        CommitmentStore store, CommitmentDecider decider, CommitmentReporter reporter, CommitmentSignal signal, CommitmentSettings settings,
        TimeProvider time, ILogger<CommitmentCoordinator> logger)
    {
        _store = store;
        _decider = decider;
        _reporter = reporter;
        _signal = signal;
        _settings = settings;
        var self = Self;
        _signalled = () => self.Tell(CommitmentsAreDue.Instance);
        _time = time;
        _logger = logger;
        Receive<CommitmentsAreDue>(_ => Look());
        Receive<Seen>(Begin);
        Receive<WorkDone>(End);
        Receive<StopCoordinator>(_ =>
        {
            _stop.Cancel();
            StopWhenDone();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!; // set by Akka before the first message

    private bool IsIdle => !_isLooking && _checked.Count == 0 && _told.Count == 0;

    protected override void PreStart()
    {
        _signal.Due += _signalled;
        Timers.StartPeriodicTimer(nameof(CommitmentsAreDue), CommitmentsAreDue.Instance, TimeSpan.Zero, _settings.Interval);
    }

    protected override void PostStop()
    {
        _signal.Due -= _signalled;
        _stop.Cancel();
    }

    private void Look()
    {
        _looksAgain = _isLooking;
        if (_isLooking || _stop.IsCancellationRequested)
            return;
        _isLooking = true;
        _ = _store.DueAsync(_time.GetUtcNow(), MaxSeen, _stop.Token)
            .PipeTo(Self, success: static due => new Seen(due, null), failure: static failure => new Seen([], failure));
    }

    private void Begin(Seen seen)
    {
        _isLooking = false;
        if (_stop.IsCancellationRequested)
        {
            StopWhenDone();
            return;
        }

        if (seen.Failure is { } failure)
            Log.WorkFailed(_logger, "looking for what is due", failure);
        var now = _time.GetUtcNow();
        foreach (var (key, until) in _paused.Where(pause => pause.Value <= now).ToList())
            _paused.Remove(key);
        foreach (var transaction in seen.Due.Where(transaction => transaction.Phase == CommitmentPhase.Received))
        {
            if (_checked.Count < _settings.MaxChecks && !_paused.ContainsKey(transaction.Id) && _checked.Add(transaction.Id))
                Run(_checked, transaction.Id, () => _decider.CheckAsync(transaction, _stop.Token));
        }

        foreach (var peer in seen.Due.Where(transaction => transaction.Result is not null).GroupBy(transaction => transaction.AeTitle, StringComparer.Ordinal))
        {
            if (_told.Count < _settings.MaxReports && !_paused.ContainsKey(peer.Key) && _told.Add(peer.Key))
                Run(_told, peer.Key, () => _reporter.ReportAsync(new AeTitle(peer.Key), [.. peer], _stop.Token));
        }

        if (_looksAgain)
            Look();
    }

    /// <summary>Not in the turn: what it reads may be there at once, and then nothing in it waits.</summary>
    private void Run(HashSet<string> among, string key, Func<Task> work) => _ = Task.Run(work, _stop.Token).PipeTo(
        Self, success: () => new WorkDone(among, key, null), failure: failure => new WorkDone(among, key, failure));

    private void End(WorkDone done)
    {
        done.Among.Remove(done.Key);
        if (_stop.IsCancellationRequested)
        {
            StopWhenDone();
            return;
        }

        if (done.Failure is { } failure)
        {
            Log.WorkFailed(_logger, ReferenceEquals(done.Among, _checked) ? $"the check of {done.Key}" : $"the report to {done.Key}", failure);
            _paused[done.Key] = _time.GetUtcNow() + PauseAfterFailure;
        }

        Look();
    }

    private void StopWhenDone()
    {
        if (IsIdle)
            Context.Stop(Self);
    }

    private sealed record Seen(IReadOnlyList<CommitmentState> Due, Exception? Failure) : INoSerializationVerificationNeeded;

    private sealed record WorkDone(HashSet<string> Among, string Key, Exception? Failure) : INoSerializationVerificationNeeded;
}
