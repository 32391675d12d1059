namespace Archive.Protocol.Client.Transfers;

/// <summary>An object that was taken from the queue, and read ahead; without its bytes when it could not be, for which it has failed.</summary>
internal sealed record OpenedItem(QueuedItem Queued, OutgoingObject? Outgoing);
