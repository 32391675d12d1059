using Akka.Actor;

namespace Archive.Actors.Work;

/// <summary>
/// Has something done now and then: the next time an interval after the last one has ended. Told to stop, it breaks off what runs and ends when
/// that has.
/// </summary>
public abstract class RepeatedWork : ReceiveActor, IWithTimers
{
    private readonly Func<CancellationToken, Task> _work;
    private readonly TimeSpan _interval;
    private readonly Action<Exception> _failed;
    private readonly CancellationTokenSource _stop = new();
    private bool _isWorking;
    private bool _isWanted; // while it is done, as of what comes then it may know nothing

    /// <param name="work">Does not run twice at once.</param>
    /// <param name="failed">Tells that it threw; it is done again all the same.</param>
    protected RepeatedWork(Func<CancellationToken, Task> work, TimeSpan interval, Action<Exception> failed)
    {
        _work = work;
        _interval = interval;
        _failed = failed;
        Receive<BeginWork>(_ => Begin());
        Receive<SoonerWork>(_ => BeginSooner());
        Receive<WorkEnded>(ended => End(ended.Failure));
        Receive<StopWork>(_ => StopWhenDone());
    }

    public ITimerScheduler Timers { get; set; } = null!; // set by Akka before the first message

    protected override void PreStart() => Schedule();

    protected override void PostStop() => _ = _stop.CancelAsync();

    private void Schedule() => Timers.StartSingleTimer(nameof(BeginWork), BeginWork.Instance, _interval);

    private void Begin()
    {
        _isWorking = true;
        _ = _work(_stop.Token).PipeTo(Self, success: static () => new WorkEnded(null), failure: static failure => new WorkEnded(failure));
    }

    private void BeginSooner()
    {
        _isWanted = _isWorking;
        if (_isWorking || _stop.IsCancellationRequested)
            return;
        Timers.Cancel(nameof(BeginWork));
        Begin();
    }

    private void End(Exception? failure)
    {
        _isWorking = false;
        if (_stop.IsCancellationRequested)
        {
            Context.Stop(Self);
            return;
        }

        if (failure is not null)
            _failed(failure);
        if (_isWanted)
            BeginSooner();
        else
            Schedule();
    }

    private void StopWhenDone()
    {
        _ = _stop.CancelAsync();
        if (!_isWorking)
            Context.Stop(Self);
    }
}
