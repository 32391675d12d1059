using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>Reads the index. It is never behind the journal: what an append committed, every later read sees (P3).</summary>
public interface IArchiveIndex
{
    /// <summary>What a study's single writer needs to go on; null when the study is unknown.</summary>
    ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default);

    /// <summary>
    /// Answers a C-FIND (PS3.4 C.4.1): one data set per match, with the keys that were asked, in a stable order. Streams:
    /// the database is read as answers are taken.
    /// </summary>
    /// <exception cref="InvalidQueryException">The identifier is no valid query of its model and level (status A900).</exception>
    /// <exception cref="UnboundedQueryException">Nothing narrows the query and the index is too large for that (status A700).</exception>
    IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancellationToken = default);

    /// <summary>The instances that a C-GET or C-MOVE names (PS3.4 C.4.2, C.4.3), in a stable order.</summary>
    /// <exception cref="InvalidQueryException">The identifier names nothing that can be retrieved (status A900).</exception>
    IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default);

    /// <summary>The instance by its UID in whatever study, for checks and compaction.</summary>
    IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default);

    /// <summary>Every instance, ordered by volume and offset: what <c>verify</c> walks.</summary>
    IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default);
}
