using Archive.Storage.Blobs;

namespace Archive.Storage.Tests.Blobs;

/// <summary>A node that has one set, and adopts what a test lets it.</summary>
internal sealed class OwnedSets(int own) : IVolumeSets
{
    public int Own => own;

    /// <summary>What this node has released of others' sets.</summary>
    public List<ReleasedRecord> Released { get; } = [];

    /// <summary>What others have released of this node's set.</summary>
    public Queue<ReleasedRecord> ReleasedByOthers { get; } = new();

    public void Release(ReleasedRecord record) => Released.Add(record);

    public ValueTask<IReadOnlyList<ReleasedRecord>> CollectAsync(CancellationToken cancellationToken) =>
        new(ReleasedByOthers.TryDequeue(out var record) ? [record] : []);

    public ValueTask<IReadOnlyList<int>> AdoptAsync(CancellationToken cancellationToken) => new([]);

    public ValueTask<bool> HasAsync(int set, CancellationToken cancellationToken) => new(false);

    public ValueTask FreeAsync(int set, CancellationToken cancellationToken) => default;
}
