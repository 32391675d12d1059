using System.Runtime.CompilerServices;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Canary;

/// <summary>An index that locates what was there when it was first asked.</summary>
internal sealed class LateIndex(IArchiveIndex index) : ForwardingIndex(index)
{
    private List<StoredInstance>? _first;

    public override async IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _first ??= await base.LocateAsync(request, cancellationToken).ToListAsync(cancellationToken);
        foreach (var instance in _first)
            yield return instance;
    }
}
