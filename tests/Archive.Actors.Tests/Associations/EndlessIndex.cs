using System.Runtime.CompilerServices;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>An index whose every query has matches without end, each there at once, until it is disposed or a test's limit is over: also a query that nobody ends is over with its test.</summary>
internal sealed class EndlessIndex(IArchiveIndex index) : IArchiveIndex, IDisposable
{
    private readonly long _endMs = Environment.TickCount64 + (long)Wait.Limit.TotalMilliseconds;
    private volatile bool _isOver;

    public void Dispose() => _isOver = true;

    public ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.LoadStudyAsync(study, cancellationToken);

    public ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.CountStudyAsync(study, cancellationToken);

    public async IAsyncEnumerable<DataSet> FindAsync(
        FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var match = new DataSet().SetString(Tags.StudyInstanceUID, "1.2.3").SetString(Tags.StudyDescription, new string('x', 64));
        await Task.CompletedTask;
        while (!_isOver && Environment.TickCount64 < _endMs)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return match;
        }
    }

    public IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default) =>
        index.LocateAsync(request, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default) =>
        index.FindInstancesAsync(instance, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindVersionsAsync(StudyInstanceUid? study, SopInstanceUid? instance, CancellationToken cancellationToken = default) =>
        index.FindVersionsAsync(study, instance, cancellationToken);

    public ValueTask<long> CountVersionsAsync(CancellationToken cancellationToken = default) => index.CountVersionsAsync(cancellationToken);

    public ValueTask<StoredInstance?> FindBlobAsync(BlobRef blob, CancellationToken cancellationToken = default) => index.FindBlobAsync(blob, cancellationToken);

    public IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default) =>
        index.ReadAllInstancesAsync(cancellationToken);
}
