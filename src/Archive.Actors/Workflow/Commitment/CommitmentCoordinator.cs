using Akka.Actor;
using Archive.Actors.Workflow.Facts;
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
    /// <summary>How many are looked at in one go, and held in memory.</summary>
    internal const int MaxSeen = 200;

    private static readonly TimeSpan PauseAfterFailure = TimeSpan.FromSeconds(5);

    private readonly CommitmentStore _store;
    private readonly CommitmentDecider _decider;
    private readonly CommitmentReporter _reporter;
    private readonly CommitmentSignal _signal;
    private readonly CommitmentSettings _settings;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly Action _signalled;
    private readonly DueWalk _due;
    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<string> _checked = new(StringComparer.Ordinal);
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _paused = new(StringComparer.Ordinal);
    private bool _isLooking;
    private bool _looksAgain;
    private int _passedPages; // in a row, without anything to begin

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
        _due = store.CreateDueWalk(MaxSeen);
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

    private bool IsFull => _checked.Count >= _settings.MaxChecks && _told.Count >= _settings.MaxReports;

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
        if (_isLooking || IsFull || _stop.IsCancellationRequested)
            return;
        _isLooking = true;
        _ = _store.NextDueAsync(_due, _time.GetUtcNow(), _stop.Token)
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
        var began = BeginChecks(seen.Due);
        began |= BeginReports(seen.Due);
        _passedPages = began || _due.IsAtBeginning ? 0 : _passedPages + 1;
        // Past what waits for peers that are slow, or for a check: there may be something behind it that need not wait.
        var looksOn = seen.Failure is null && !began && _passedPages % DueWalk.MaxPages != 0;
        if (_looksAgain || looksOn)
            Look();
    }

    private bool BeginChecks(IReadOnlyList<CommitmentState> due)
    {
        var began = false;
        foreach (var transaction in due.Where(transaction => transaction.Phase == CommitmentPhase.Received))
        {
            if (_checked.Count >= _settings.MaxChecks || _paused.ContainsKey(transaction.Id) || !_checked.Add(transaction.Id))
                continue;
            Run(_checked, transaction.Id, () => _decider.CheckAsync(transaction, _stop.Token));
            began = true;
        }

        return began;
    }

    private bool BeginReports(IReadOnlyList<CommitmentState> due)
    {
        var began = false;
        foreach (var peer in due.Where(transaction => transaction.Result is not null).GroupBy(transaction => transaction.AeTitle, StringComparer.Ordinal))
        {
            if (_told.Count >= _settings.MaxReports || _paused.ContainsKey(peer.Key) || !_told.Add(peer.Key))
                continue;
            Run(_told, peer.Key, () => _reporter.ReportAsync(new AeTitle(peer.Key), [.. peer], _stop.Token));
            began = true;
        }

        return began;
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
