using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>Presentation context item 21H (PS3.8 9.3.3.2).</summary>
/// <param name="Id">The id of the proposal that this answers.</param>
/// <param name="TransferSyntax">The chosen one; without meaning unless <paramref name="Result"/> is acceptance.</param>
public sealed record PresentationContextAnswer(byte Id, ContextResult Result, Uid TransferSyntax)
{
    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.PresentationContextAnswer);
        writer.WriteByte(Id);
        writer.WriteZeros(1);
        writer.WriteByte((byte)Result);
        writer.WriteZeros(1);
        writer.WriteUidItem(ItemType.TransferSyntax, TransferSyntax);
        writer.EndItem(item);
    }

    internal static PresentationContextAnswer Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "Presentation context item 21H");
        var id = reader.ReadByte();
        reader.Skip(1);
        var result = (ContextResult)reader.ReadByte();
        reader.Skip(1);
        var transferSyntax = default(Uid);
        while (!reader.IsAtEnd)
        {
            if (reader.ReadItem(out var value) == ItemType.TransferSyntax)
                transferSyntax = ItemReader.ToUid(value);
        }

        return new PresentationContextAnswer(id, result, transferSyntax);
    }
}
