using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Storage.Index;

/// <summary>Reads the index. It is never behind the journal: what an append committed, every later read sees (P3).</summary>
public interface IArchiveIndex
{
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

    /// <summary>The current instance of a UID in whatever study.</summary>
    IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default);

    /// <summary>
    /// The versions that are not the current ones, of one study, of one UID, of both or of all: study by study, of each UID
    /// in the order in which they came.
    /// </summary>
    IAsyncEnumerable<StoredInstance> FindVersionsAsync(StudyInstanceUid? study, SopInstanceUid? instance, CancellationToken cancellationToken = default);

    /// <summary>How many versions there are beside the current instances. Reads them all.</summary>
    ValueTask<long> CountVersionsAsync(CancellationToken cancellationToken = default);

    /// <summary>The instance, or the version of one, that refers to a blob: what makes it live. Null when nothing does.</summary>
    ValueTask<StoredInstance?> FindBlobAsync(BlobRef blob, CancellationToken cancellationToken = default);

    /// <summary>Every instance and every version, ordered by volume and offset: what <c>verify</c> walks.</summary>
    IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default);
}
