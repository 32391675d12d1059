namespace Archive.Protocol.Pdu;

/// <summary>
/// Asynchronous operations window sub-item 53H (PS3.7 D.3.3.3), seen from the association requestor: how many operations
/// it may have outstanding, and how many it lets the acceptor have outstanding. 0 is no limit; without the item both are 1.
/// </summary>
public readonly record struct AsyncOperationsWindow(ushort MaxInvoked, ushort MaxPerformed)
{
    /// <summary>What holds when the item is absent: one operation at a time each way.</summary>
    public static AsyncOperationsWindow Synchronous { get; } = new(1, 1);

    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.AsyncOperationsWindow);
        writer.WriteUInt16(MaxInvoked);
        writer.WriteUInt16(MaxPerformed);
        writer.EndItem(item);
    }

    internal static AsyncOperationsWindow Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "Asynchronous operations window item 53H");
        return new AsyncOperationsWindow(reader.ReadUInt16(), reader.ReadUInt16());
    }
}
