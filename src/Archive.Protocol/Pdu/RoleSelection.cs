using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>
/// SCP/SCU role selection sub-item 54H (PS3.7 D.3.3.4): the roles of the association requestor for a SOP class, proposed in
/// the request and confirmed (or not) in the answer. Without the item the requestor is SCU only.
/// </summary>
public sealed record RoleSelection(Uid SopClass, bool IsScu, bool IsScp)
{
    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.RoleSelection);
        writer.WriteCounted(SopClass);
        writer.WriteByte(IsScu ? (byte)1 : (byte)0);
        writer.WriteByte(IsScp ? (byte)1 : (byte)0);
        writer.EndItem(item);
    }

    internal static RoleSelection Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "Role selection item 54H");
        return new RoleSelection(reader.ReadCountedUid(), reader.ReadByte() != 0, reader.ReadByte() != 0);
    }
}
