using System.Runtime.CompilerServices;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>An index that locates the first thing that it finds many times over.</summary>
/// <param name="times">How often, the first time that it is asked, the second time …; less than 0: it fails when it has done so as often.</param>
internal sealed class RepeatingIndex(IArchiveIndex index, params int[] times) : ForwardingIndex(index)
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

    public override async IAsyncEnumerable<StoredInstance> LocateAsync(
        RetrieveRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var count = times[Passes++];
        Taken = 0;
        var first = await base.LocateAsync(request, cancellationToken).FirstAsync(cancellationToken);
        for (; Taken < Math.Abs(count); Taken++)
        {
            var copy = first with { };
            _located.Add(new WeakReference<StoredInstance>(copy));
            yield return copy;
        }

        if (count < 0)
            throw new IOException("The disk is gone.");
    }
}
