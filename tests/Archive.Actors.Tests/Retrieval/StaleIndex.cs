using System.Runtime.CompilerServices;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>An index that goes on locating what it located first, as a retrieval does that began before the objects were replaced.</summary>
internal sealed class StaleIndex(IArchiveIndex index) : ForwardingIndex(index)
{
    private List<StoredInstance>? _located;

    public override async IAsyncEnumerable<StoredInstance> LocateAsync(
        RetrieveRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        _located ??= await base.LocateAsync(request, cancellationToken).ToListAsync(cancellationToken);
        foreach (var instance in _located)
            yield return instance;
    }
}
