using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>An index whose database cannot be read when something is to be located.</summary>
internal sealed class FailingIndex(IArchiveIndex index) : ForwardingIndex(index)
{
    public override IAsyncEnumerable<StoredInstance> LocateAsync(RetrieveRequest request, CancellationToken cancellationToken = default) =>
        throw new IOException("The disk is gone.");
}
