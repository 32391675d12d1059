using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Data;
using Archive.Storage;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>An index that at times does not answer where instances are.</summary>
internal sealed class UnavailableIndex(IArchiveIndex index, Func<bool> isAway) : ForwardingIndex(index)
{
    public override IAsyncEnumerable<StoredInstance> FindInstancesAsync(SopInstanceUid instance, CancellationToken cancellationToken = default) =>
        isAway() ? throw new StorageUnavailableException("The database does not answer.") : base.FindInstancesAsync(instance, cancellationToken);
}
