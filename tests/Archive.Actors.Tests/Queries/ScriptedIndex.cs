using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Queries;

/// <summary>An index whose queries answer what the test says. It tells what it was asked and which searches still go on.</summary>
internal sealed class ScriptedIndex(IArchiveIndex index, Func<FindRequest, CancellationToken, IAsyncEnumerable<DataSet>> find) : IArchiveIndex
{
    private int _searches;

    public ConcurrentQueue<FindRequest> Asked { get; } = new();

    public ConcurrentQueue<RetrieveRequest> Located { get; } = new();

    /// <summary>Searches that have begun and are not disposed of.</summary>
    public int Searches => Volatile.Read(ref _searches);

    public static DataSet Match(int number = 1) =>
        new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, $"1.2.{number}");

    /// <summary>So many matches, each there at once.</summary>
    public static async IAsyncEnumerable<DataSet> Matches(int count)
    {
        await Task.CompletedTask;
        for (var i = 1; i <= count; i++)
            yield return Match(i);
    }

    /// <summary>What a search that fails looks like after some matches.</summary>
    public static async IAsyncEnumerable<DataSet> Failing(int matches, Exception failure)
    {
        await foreach (var match in Matches(matches))
            yield return match;
        throw failure;
    }

    /// <summary>A search that looks for a match without end.</summary>
    public static async IAsyncEnumerable<DataSet> Searching(int matches, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await foreach (var match in Matches(matches).WithCancellation(cancellationToken))
            yield return match;
        await Task.Delay(Timeout.Infinite, cancellationToken);
    }

    public async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        Asked.Enqueue(request);
        Interlocked.Increment(ref _searches);
        try
        {
            await foreach (var match in find(request, cancellationToken).WithCancellation(cancellationToken))
                yield return match;
        }
        finally
        {
            Interlocked.Decrement(ref _searches);
        }
    }

    public IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default)
    {
        Located.Enqueue(request);
        return index.LocateAsync(request, cancellationToken);
    }

    public ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.LoadStudyAsync(study, cancellationToken);

    public ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default) =>
        index.CountStudyAsync(study, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default) =>
        index.FindInstancesAsync(instance, cancellationToken);

    public IAsyncEnumerable<StoredInstance> FindVersionsAsync(StudyInstanceUid? study, SopInstanceUid? instance, CancellationToken cancellationToken = default) =>
        index.FindVersionsAsync(study, instance, cancellationToken);

    public ValueTask<long> CountVersionsAsync(CancellationToken cancellationToken = default) => index.CountVersionsAsync(cancellationToken);

    public ValueTask<StoredInstance?> FindBlobAsync(BlobRef blob, CancellationToken cancellationToken = default) => index.FindBlobAsync(blob, cancellationToken);

    public IAsyncEnumerable<StoredInstance> ReadAllInstancesAsync(CancellationToken cancellationToken = default) =>
        index.ReadAllInstancesAsync(cancellationToken);
}
