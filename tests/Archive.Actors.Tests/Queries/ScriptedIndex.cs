using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Queries;

/// <summary>An index whose queries answer what the test says. It tells what it was asked and which searches still go on.</summary>
internal sealed class ScriptedIndex(IArchiveIndex index, Func<FindRequest, CancellationToken, IAsyncEnumerable<DataSet>> find) : ForwardingIndex(index)
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

    public override async IAsyncEnumerable<DataSet> FindAsync(FindRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
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

    public override IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default)
    {
        Located.Enqueue(request);
        return base.LocateAsync(request, cancellationToken);
    }
}
