using Archive.Storage.Blobs;

namespace Archive.Actors.Tests.Maintenance;

/// <summary>The rows of sets and members that nodes share, without a database.</summary>
internal sealed class SharedSets
{
    private readonly Lock _gate = new();
    private readonly Dictionary<int, (int Owner, bool IsAdopted)> _owned = [];
    private readonly HashSet<int> _alive = [];

    /// <summary>Sets that were given to whoever starts next.</summary>
    public List<int> Freed { get; } = [];

    /// <summary>Comes right after a node was told what it has adopted.</summary>
    public Action? AfterAdoption { get; set; }

    /// <summary>A node starts that writes this set.</summary>
    public IVolumeSets Start(int own)
    {
        lock (_gate)
        {
            _alive.Add(own);
            _owned[own] = (own, false);
            return new Node(this, own);
        }
    }

    /// <summary>The node that writes this set may do nothing any more.</summary>
    public void Fence(int own)
    {
        lock (_gate)
            _alive.Remove(own);
    }

    public int? FindOwner(int set)
    {
        lock (_gate)
            return _owned.TryGetValue(set, out var row) ? row.Owner : null;
    }

    private sealed class Node(SharedSets shared, int own) : IVolumeSets
    {
        public int Own => own;

        public void Release(ReleasedRecord record)
        {
        }

        public ValueTask<IReadOnlyList<ReleasedRecord>> CollectAsync(CancellationToken cancellationToken) => new([]);

        public ValueTask<IReadOnlyList<int>> AdoptAsync(CancellationToken cancellationToken)
        {
            lock (shared._gate)
            {
                if (!shared._alive.Contains(own))
                    return new([]);
                foreach (var set in shared._owned.Where(row => !shared._alive.Contains(row.Value.Owner)).Select(row => row.Key).ToList())
                    shared._owned[set] = (own, true);
                IReadOnlyList<int> adopted = [.. shared._owned.Where(row => row.Value == (own, true)).Select(row => row.Key).Order()];
                shared.AfterAdoption?.Invoke();
                return new(adopted);
            }
        }

        public ValueTask<bool> HasAsync(int set, CancellationToken cancellationToken)
        {
            lock (shared._gate)
                return new(shared._alive.Contains(own) && shared._owned.TryGetValue(set, out var row) && row == (own, true));
        }

        public ValueTask FreeAsync(int set, CancellationToken cancellationToken)
        {
            lock (shared._gate)
            {
                if (shared._owned.TryGetValue(set, out var row) && row == (own, true) && shared._owned.Remove(set))
                    shared.Freed.Add(set);
            }

            return default;
        }
    }
}
