namespace Archive.Storage.Blobs;

/// <summary>
/// Which sets of volumes this node has, of those in a directory that several nodes share. Each set has one owner, which alone writes into its
/// folder; everyone reads all. All members may be called from any thread.
/// </summary>
public interface IVolumeSets
{
    /// <summary>The set that this node writes.</summary>
    int Own { get; }

    /// <summary>Tells the owner of the record's set, some time soon, that nothing refers to it any more. Waits for nothing and never throws.</summary>
    void Release(ReleasedRecord record);

    /// <summary>What others have released of the own set since, or a part of it; empty when there is none. What was given is not given again.</summary>
    /// <exception cref="IOException">It cannot be told at present.</exception>
    ValueTask<IReadOnlyList<ReleasedRecord>> CollectAsync(CancellationToken cancellationToken);

    /// <summary>Takes the sets of members that ended without closing them.</summary>
    /// <returns>All sets that this node has so adopted and not yet freed; none when it may not any more.</returns>
    /// <exception cref="IOException">It cannot be told at present.</exception>
    ValueTask<IReadOnlyList<int>> AdoptAsync(CancellationToken cancellationToken);

    /// <summary>Whether the set, which was adopted, is still this node's, and this node is still a member.</summary>
    /// <exception cref="IOException">It cannot be told at present.</exception>
    ValueTask<bool> HasAsync(int set, CancellationToken cancellationToken);

    /// <summary>Gives an adopted set, of which all volumes are sealed, to whoever starts next.</summary>
    /// <exception cref="IOException">It cannot be told at present.</exception>
    ValueTask FreeAsync(int set, CancellationToken cancellationToken);
}
