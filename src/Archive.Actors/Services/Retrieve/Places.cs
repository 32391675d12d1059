namespace Archive.Actors.Services.Retrieve;

/// <summary>A number of places. Who waits for one is served by rank, the lowest first, and among equals in order of coming.</summary>
internal sealed class Places(int count)
{
    private readonly Lock _gate = new();
    private readonly PriorityQueue<TaskCompletionSource<IDisposable>, (int Rank, long Number)> _waiting = new();
    private int _free = count; // less than none while more are taken than there are now
    private int _count = count;
    private long _lastNumber;

    /// <summary>Takes a place, to be given back by disposing of it once.</summary>
    public async ValueTask<IDisposable> EnterAsync(int rank, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var turn = new TaskCompletionSource<IDisposable>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_gate)
        {
            if (_free > 0)
            {
                _free--;
                return new Place(this);
            }

            _waiting.Enqueue(turn, (rank, ++_lastNumber));
        }

        await using (cancellationToken.UnsafeRegister(static (turn, token) => ((TaskCompletionSource<IDisposable>)turn!).TrySetCanceled(token), turn))
            return await turn.Task;
    }

    /// <summary>Whether anybody of a lower rank than this waits for a place.</summary>
    public bool IsWantedBefore(int rank)
    {
        lock (_gate)
        {
            while (_waiting.TryPeek(out var turn, out var order))
            {
                if (!turn.Task.IsCompleted)
                    return order.Rank < rank;
                _waiting.Dequeue(); // went away
            }

            return false;
        }
    }

    /// <summary>Changes how many there are. What is taken above that stays so until it is given back.</summary>
    public void Resize(int places)
    {
        lock (_gate)
        {
            var more = places - _count;
            _count = places;
            Free(more);
        }
    }

    private void Leave()
    {
        lock (_gate)
            Free(1);
    }

    private void Free(int places)
    {
        _free += places;
        while (_free > 0 && _waiting.TryDequeue(out var turn, out _))
        {
            if (turn.TrySetResult(new Place(this)))
                _free--;
        }
    }

    private sealed class Place(Places places) : IDisposable
    {
        public void Dispose() => places.Leave();
    }
}
