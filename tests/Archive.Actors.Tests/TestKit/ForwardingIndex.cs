using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.TestKit;

/// <summary>An index in front of another one, for tests that change what it answers.</summary>
internal abstract class ForwardingIndex(IArchiveIndex index) : IArchiveIndex
{
    public virtual IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancellationToken = default) =>
        index.FindAsync(request, cancellationToken);

    public virtual IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default) =>
        index.LocateAsync(request, cancellationToken);

    public virtual IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default) =>
        index.FindInstancesAsync(instance, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindVersionsAsync(StudyInstanceUid? study, SopInstanceUid? instance, CancellationToken cancellationToken = default) =>
        index.FindVersionsAsync(study, instance, cancellationToken);

    public ValueTask<long> CountVersionsAsync(CancellationToken cancellationToken = default) => index.CountVersionsAsync(cancellationToken);

    public ValueTask<StoredInstance?> FindBlobAsync(BlobRef blob, CancellationToken cancellationToken = default) => index.FindBlobAsync(blob, cancellationToken);

    public virtual IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default) =>
        index.ReadAllInstancesAsync(cancellationToken);
}
