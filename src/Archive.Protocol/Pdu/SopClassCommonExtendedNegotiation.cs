using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>
/// SOP class common extended negotiation sub-item 57H (PS3.7 D.3.3.6), sent by requestors only: to which service class a SOP
/// class belongs, and which classes it specializes, so that an acceptor may treat an unknown class as one it knows.
/// </summary>
public sealed record SopClassCommonExtendedNegotiation(Uid SopClass, Uid ServiceClass, IReadOnlyList<Uid> RelatedGeneralSopClasses)
{
    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.SopClassCommonExtendedNegotiation);
        writer.WriteCounted(SopClass);
        writer.WriteCounted(ServiceClass);
        var related = writer.BeginLength();
        foreach (var sopClass in RelatedGeneralSopClasses)
            writer.WriteCounted(sopClass);
        writer.EndItem(related);
        writer.EndItem(item);
    }

    internal static SopClassCommonExtendedNegotiation Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "SOP class common extended negotiation item 57H");
        var sopClass = reader.ReadCountedUid();
        var serviceClass = reader.ReadCountedUid();
        // Ends without the related classes are met in the field, and later versions add fields behind them.
        var list = new ItemReader(reader.IsAtEnd ? [] : reader.ReadCounted(), "Related general SOP class list of item 57H");
        var related = new List<Uid>();
        while (!list.IsAtEnd)
        {
            if (list.ReadCountedUid() is { IsEmpty: false } uid)
                related.Add(uid);
        }

        return new SopClassCommonExtendedNegotiation(sopClass, serviceClass, related);
    }
}
