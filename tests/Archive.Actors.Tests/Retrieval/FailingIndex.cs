using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>An index whose database cannot be read when something is to be located.</summary>
internal sealed class FailingIndex(IArchiveIndex index) : IArchiveIndex
{
    public ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.LoadStudyAsync(study, cancellationToken);

    public ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.CountStudyAsync(study, cancellationToken);

    public IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancellationToken = default) =>
        index.FindAsync(request, cancellationToken);

    public IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default) =>
        throw new IOException("The disk is gone.");

    public IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default) =>
        index.FindInstancesAsync(instance, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindVersionsAsync(StudyInstanceUid? study, SopInstanceUid? instance, CancellationToken cancellationToken = default) =>
        index.FindVersionsAsync(study, instance, cancellationToken);

    public ValueTask<long> CountVersionsAsync(CancellationToken cancellationToken = default) => index.CountVersionsAsync(cancellationToken);

    public ValueTask<StoredInstance?> FindBlobAsync(BlobRef blob, CancellationToken cancellationToken = default) => index.FindBlobAsync(blob, cancellationToken);

    public IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default) =>
        index.ReadAllInstancesAsync(cancellationToken);
}
