using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>
/// SOP class extended negotiation sub-item 56H (PS3.7 D.3.3.5). What the bytes say is defined by the service class, for
/// query/retrieve by PS3.4 C.5.
/// </summary>
public sealed record SopClassExtendedNegotiation(Uid SopClass, ReadOnlyMemory<byte> ServiceClassApplicationInformation)
{
    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.SopClassExtendedNegotiation);
        writer.WriteCounted(SopClass);
        writer.WriteBytes(ServiceClassApplicationInformation.Span);
        writer.EndItem(item);
    }

    internal static SopClassExtendedNegotiation Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "SOP class extended negotiation item 56H");
        return new SopClassExtendedNegotiation(reader.ReadCountedUid(), reader.ReadToEnd().ToArray());
    }
}
