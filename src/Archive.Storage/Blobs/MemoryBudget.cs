using System.Diagnostics.CodeAnalysis;

namespace Archive.Storage.Blobs;

/// <summary>
/// The memory that objects in flight may take, in blocks that are allocated when first needed and then kept (P5).
/// Nobody can wait for ever: who holds a block never waits for another (<see cref="TryRent"/>), and who holds none waits
/// in line (<see cref="RentAsync"/>), so every block that is out comes back.
/// </summary>
public sealed class MemoryBudget
{
    /// <summary>Bytes of one block.</summary>
    public const int BlockBytes = 128 * 1024;

    private readonly Lock _gate = new();
    private readonly Stack<MemoryBlock> _free = new();                                 // not empty: nobody waits
    private readonly LinkedList<TaskCompletionSource<MemoryBlock>> _waiting = new();   // not empty: no block is free
    private readonly long _blocks;
    private long _rented;
    private long _reserved; // bytes that live elsewhere

    /// <param name="bytes">Rounded down to whole blocks, at least one.</param>
    public MemoryBudget(long bytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bytes, BlockBytes);
        _blocks = bytes / BlockBytes;
    }

    /// <summary>All there is.</summary>
    public long Bytes => _blocks * BlockBytes;

    /// <summary>What is in use now.</summary>
    public long UsedBytes => (Interlocked.Read(ref _rented) * BlockBytes) + Interlocked.Read(ref _reserved);

    /// <summary>Sets bytes aside that the caller holds in memory of its own. Never waits, and takes nothing from who waits.</summary>
    /// <returns>False when so much is not free.</returns>
    public bool TryReserve(long bytes)
    {
        lock (_gate)
        {
            if (_waiting.Count > 0 || UsedBytes + bytes > Bytes)
                return false;
            _reserved += bytes;
            while (((_rented + _free.Count) * BlockBytes) + _reserved > Bytes)
                _free.Pop(); // kept for later, and now too many
        }

        BlobMetrics.MemoryUsed.Add(bytes);
        return true;
    }

    /// <summary>Gives back what was reserved.</summary>
    public void Release(long bytes)
    {
        lock (_gate)
        {
            _reserved -= bytes;
            while (_waiting.First is { } next && TryTake(out var block))
            {
                _waiting.RemoveFirst();
                next.Value.SetResult(block);
            }
        }

        BlobMetrics.MemoryUsed.Add(-bytes);
    }

    /// <summary>A block when one is free.</summary>
    internal bool TryRent([NotNullWhen(true)] out MemoryBlock? block)
    {
        lock (_gate)
            return TryTake(out block);
    }

    /// <summary>A block, waiting in line until one is free. Only for callers that hold none.</summary>
    internal ValueTask<MemoryBlock> RentAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        LinkedListNode<TaskCompletionSource<MemoryBlock>> node;
        lock (_gate)
        {
            if (TryTake(out var block))
                return new ValueTask<MemoryBlock>(block);
            node = _waiting.AddLast(new TaskCompletionSource<MemoryBlock>(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        return WaitAsync(node, cancellationToken);
    }

    internal void Return(MemoryBlock block)
    {
        block.Clear();
        lock (_gate)
        {
            if (_waiting.First is { } next)
            {
                _waiting.RemoveFirst();
                next.Value.SetResult(block);
                return;
            }

            _free.Push(block);
            _rented--;
        }

        BlobMetrics.MemoryUsed.Add(-BlockBytes);
    }

    private bool TryTake([NotNullWhen(true)] out MemoryBlock? block)
    {
        if (!_free.TryPop(out block))
        {
            if (UsedBytes + BlockBytes > Bytes)
                return false;
            block = new MemoryBlock();
        }

        _rented++;
        BlobMetrics.MemoryUsed.Add(BlockBytes);
        return true;
    }

    private async ValueTask<MemoryBlock> WaitAsync(
        LinkedListNode<TaskCompletionSource<MemoryBlock>> node, CancellationToken cancellationToken)
    {
        await using var _ = cancellationToken.UnsafeRegister(
            (_, token) =>
            {
                lock (_gate)
                {
                    if (node.List is null)
                        return; // its block is on the way
                    _waiting.Remove(node);
                }

                node.Value.SetCanceled(token);
            },
            null);
        return await node.Value.Task;
    }
}
