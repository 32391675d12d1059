namespace Archive.Protocol.Client.Transfers;

/// <summary>An object that was taken from the source.</summary>
internal sealed class QueuedItem(ITransferItem item)
{
    public ITransferItem Item { get; } = item;

    /// <summary>Associations that failed while it was in flight.</summary>
    public int Interruptions { get; set; }
}
