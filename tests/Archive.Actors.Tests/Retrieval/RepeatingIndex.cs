using System.Runtime.CompilerServices;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>An index that locates the first thing that it finds many times over.</summary>
/// <param name="times">How often, the first time that it is asked, the second time …; less than 0: it fails when it has done so as often.</param>
internal sealed class RepeatingIndex(IArchiveIndex index, params int[] times) : IArchiveIndex
{
    private readonly List<WeakReference<StoredInstance>> _located = [];

    /// <summary>How often it was asked.</summary>
    public int Passes { get; private set; }

    /// <summary>How many were taken since it was asked last.</summary>
    public int Taken { get; private set; }

    /// <summary>How many of all that were located are still in memory.</summary>
    public int CountAlive()
    {
        GC.Collect();
        return _located.Count(located => located.TryGetTarget(out _));
    }

    public async IAsyncEnumerable<StoredInstance> LocateAsync(
        RetrieveRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var count = times[Passes++];
        Taken = 0;
        var first = await index.LocateAsync(request, cancellationToken).FirstAsync(cancellationToken);
        for (; Taken < Math.Abs(count); Taken++)
        {
            var copy = first with { };
            _located.Add(new WeakReference<StoredInstance>(copy));
            yield return copy;
        }

        if (count < 0)
            throw new IOException("The disk is gone.");
    }

    public ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.LoadStudyAsync(study, cancellationToken);

    public ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.CountStudyAsync(study, cancellationToken);

    public IAsyncEnumerable<DataSet> FindAsync(FindRequest request, CancellationToken cancellationToken = default) =>
        index.FindAsync(request, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default) =>
        index.FindInstancesAsync(instance, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindVersionsAsync(StudyInstanceUid? study, SopInstanceUid? instance, CancellationToken cancellationToken = default) =>
        index.FindVersionsAsync(study, instance, cancellationToken);

    public ValueTask<long> CountVersionsAsync(CancellationToken cancellationToken = default) => index.CountVersionsAsync(cancellationToken);

    public ValueTask<StoredInstance?> FindBlobAsync(BlobRef blob, CancellationToken cancellationToken = default) => index.FindBlobAsync(blob, cancellationToken);

    public IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default) =>
        index.ReadAllInstancesAsync(cancellationToken);
}
