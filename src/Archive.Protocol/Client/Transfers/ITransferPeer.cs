namespace Archive.Protocol.Client.Transfers;

/// <summary>To whom objects are sent: how an association with it is had, and how patient we are. Used by all lanes at once.</summary>
public interface ITransferPeer
{
    /// <summary>Opens an association, when there is room for one.</summary>
    /// <param name="waiting">
    /// What the objects need that wait: the first of it must be proposed, the others as far as an association has room, beside what those that
    /// the source still has are known to need.
    /// </param>
    /// <param name="isFirst">For the first lane.</param>
    Task<ITransferAssociation> ConnectAsync(IReadOnlyCollection<TransferNeed> waiting, bool isFirst, CancellationToken cancellationToken);

    /// <summary>Told of each association that failed.</summary>
    /// <param name="failures">How many did in a row without an answer to any object; none when this side could not read an object to its end.</param>
    /// <returns>How long to wait before the next one; null to give up.</returns>
    TimeSpan? AfterFailure(Exception failure, int failures);
}
