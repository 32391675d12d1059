using System.Runtime.CompilerServices;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>An index that goes on locating what it located first, as a retrieval does that began before the objects were replaced.</summary>
internal sealed class StaleIndex(IArchiveIndex index) : IArchiveIndex
{
    private List<StoredInstance>? _located;

    public ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.LoadStudyAsync(study, cancellationToken);

    public ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.CountStudyAsync(study, cancellationToken);

    public IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancellationToken = default) =>
        index.FindAsync(request, cancellationToken);

    public async IAsyncEnumerable<StoredInstance> LocateAsync(
        RetrieveRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _located ??= await index.LocateAsync(request, cancellationToken).ToListAsync(cancellationToken);
        foreach (var instance in _located)
            yield return instance;
    }

    public IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default) =>
        index.FindInstancesAsync(instance, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindVersionsAsync(StudyInstanceUid? study, SopInstanceUid? instance, CancellationToken cancellationToken = default) =>
        index.FindVersionsAsync(study, instance, cancellationToken);

    public ValueTask<long> CountVersionsAsync(CancellationToken cancellationToken = default) => index.CountVersionsAsync(cancellationToken);

    public ValueTask<StoredInstance?> FindBlobAsync(BlobRef blob, CancellationToken cancellationToken = default) => index.FindBlobAsync(blob, cancellationToken);

    public IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default) =>
        index.ReadAllInstancesAsync(cancellationToken);
}
