using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// The objects that several lanes send together. A lane takes the next one when it can send it; what was in flight when an
/// association ended comes after all others, so that an object at which the receiver stumbles does not hold them up.
/// </summary>
internal sealed class SubOperationQueue : IDisposable
{
    private readonly SubOperations _subOperations;
    private readonly Queue<SubOperation> _waiting;
    private readonly Queue<SubOperation> _interrupted = [];
    private readonly CancellationTokenSource _idle;
    private readonly int _maxInterruptions;
    private readonly Lock _gate = new();
    private int _open;

    /// <param name="maxInterruptions">How often an object may be in flight when an association ends and still be sent again.</param>
    /// <param name="canceled">A C-CANCEL: nothing is taken any more.</param>
    public SubOperationQueue(SubOperations subOperations, IReadOnlyCollection<StoredInstance> instances, int maxInterruptions, CancellationToken canceled)
    {
        _subOperations = subOperations;
        _waiting = new Queue<SubOperation>(instances.Select(instance => new SubOperation(instance)));
        _open = _waiting.Count;
        _maxInterruptions = maxInterruptions;
        _idle = CancellationTokenSource.CreateLinkedTokenSource(canceled);
    }

    /// <summary>Canceled when there is nothing more to send: all are counted, or a C-CANCEL came.</summary>
    public CancellationToken Idle => _idle.Token;

    public bool TryTake([NotNullWhen(true)] out SubOperation? next)
    {
        next = null;
        lock (_gate)
            return !_idle.IsCancellationRequested && (_waiting.TryDequeue(out next) || _interrupted.TryDequeue(out next));
    }

    /// <summary>Gives back what was taken and not sent.</summary>
    public void PutBack(SubOperation unsent)
    {
        lock (_gate)
            _waiting.Enqueue(unsent);
    }

    public void Answered(SubOperation sent, CStoreResponse response)
    {
        _subOperations.Answered(sent.Instance, response);
        Close();
    }

    public void Failed(SubOperation unsent, string reason)
    {
        _subOperations.Failed(unsent.Instance, reason);
        Close();
    }

    /// <summary>The association ended while the object was in flight.</summary>
    public void Interrupted(SubOperation sent, string reason)
    {
        if (++sent.Interruptions > _maxInterruptions)
        {
            Failed(sent, reason);
            return;
        }

        lock (_gate)
            _interrupted.Enqueue(sent);
    }

    /// <summary>Counts as failed whatever still waits; nobody is left to send it.</summary>
    public void FailRest(string reason)
    {
        while (TryTake(out var next))
            Failed(next, reason);
    }

    public void Dispose() => _idle.Dispose();

    private void Close()
    {
        if (Interlocked.Decrement(ref _open) == 0)
            _idle.Cancel();
    }
}
