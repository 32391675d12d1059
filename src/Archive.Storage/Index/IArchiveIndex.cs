using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>Reads the index. It is never behind the journal: what an append committed, every later read sees (P3).</summary>
public interface IArchiveIndex
{
    /// <summary>What a study's single writer needs to go on; null when the study is unknown.</summary>
    ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default);

    /// <summary>
    /// Answers a Study Root C-FIND identifier (PS3.4 C.4.1, C.6.2): one data set per match, with the keys that were asked.
    /// Streams: the database is read as answers are taken.
    /// </summary>
    /// <exception cref="InvalidQueryException">The identifier is no valid query of its level (status A900).</exception>
    IAsyncEnumerable<DataSet> FindAsync(DataSet identifier, FindOptions options, CancellationToken cancellationToken = default);

    /// <summary>The instances that a Study Root C-GET or C-MOVE identifier names (PS3.4 C.4.2, C.4.3), in a stable order.</summary>
    /// <exception cref="InvalidQueryException">The identifier names nothing that can be retrieved (status A900).</exception>
    IAsyncEnumerable<StoredInstance> LocateAsync(DataSet identifier, CancellationToken cancellationToken = default);

    /// <summary>The instance by its UID in whatever study, for checks and compaction.</summary>
    IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default);

    /// <summary>Every instance, ordered by volume and offset: what <c>verify</c> walks.</summary>
    IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default);
}
