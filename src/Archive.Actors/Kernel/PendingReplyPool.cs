using System.Collections.Concurrent;

namespace Archive.Actors.Kernel;

/// <summary>An actor system's unused <see cref="PendingReply{TReply}"/> of one reply type.</summary>
internal sealed class PendingReplyPool<TReply>(TimeProvider time)
{
    private const int MaxUnused = 1024;

    private readonly ConcurrentQueue<PendingReply<TReply>> _unused = new();

    public PendingReply<TReply> Rent() => _unused.TryDequeue(out PendingReply<TReply>? pending) ? pending : new PendingReply<TReply>(time, this);

    public void Return(PendingReply<TReply> pending)
    {
        if (_unused.Count < MaxUnused)
            _unused.Enqueue(pending);
        else
            pending.Discard();
    }
}
