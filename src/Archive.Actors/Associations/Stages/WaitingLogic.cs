using Akka.Streams;
using Akka.Streams.Stage;

namespace Archive.Actors.Associations.Stages;

/// <summary>
/// A stage that waits for one thing at a time outside its interpreter, without allocating for it. The wait ends on any thread and is brought
/// back as a message, so that everything but <see cref="Release"/> runs in the stage's turn.
/// </summary>
/// <remarks>
/// A stage may be stopped while it waits. <see cref="Release"/> then runs when the wait has ended, on whatever thread that is, and else at
/// once: never beside what is waited for.
/// </remarks>
internal abstract class WaitingLogic : GraphStageLogic
{
    private readonly Action<WaitingLogic> _ended;
    private int _wait;

    protected WaitingLogic(Shape shape)
        : base(shape)
    {
        _ended = GetAsyncCallback<WaitingLogic>(static logic => logic.OnWaited());
        Continuation = EndWait;
    }

    private enum Wait
    {
        None,
        Pending,
        Stopped,
    }

    /// <summary>Ends the wait; the same delegate for every one.</summary>
    protected Action Continuation { get; }

    public sealed override void PostStop()
    {
        OnStopped();
        if (Interlocked.Exchange(ref _wait, (int)Wait.Stopped) != (int)Wait.Pending)
            Release();
    }

    /// <summary>Call it before <see cref="Continuation"/> is handed out.</summary>
    protected void BeginWait() => _wait = (int)Wait.Pending;

    /// <summary>What was waited for has ended.</summary>
    protected abstract void OnWaited();

    /// <summary>The stage has stopped, in whatever way; what it waits for may go on.</summary>
    protected virtual void OnStopped()
    {
    }

    /// <summary>The stage has stopped and waits for nothing any more.</summary>
    protected abstract void Release();

    private void EndWait()
    {
        if (Interlocked.CompareExchange(ref _wait, (int)Wait.None, (int)Wait.Pending) == (int)Wait.Pending)
            _ended(this);
        else
            Release();
    }
}
