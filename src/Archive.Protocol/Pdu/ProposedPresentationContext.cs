using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>Presentation context item 20H (PS3.8 9.3.2.2).</summary>
/// <param name="Id">Odd, 1 to 255.</param>
/// <param name="AbstractSyntax">A SOP class; <c>default</c> when the peer sent what is no UID.</param>
/// <param name="TransferSyntaxes">In the requestor's order; what is no UID is left out.</param>
public sealed record ProposedPresentationContext(byte Id, Uid AbstractSyntax, IReadOnlyList<Uid> TransferSyntaxes)
{
    /// <summary>More than the registry knows; a peer that offers more offers nothing real.</summary>
    public const int MaxTransferSyntaxes = 256;

    internal void Write(ItemWriter writer)
    {
        var item = writer.BeginItem(ItemType.ProposedPresentationContext);
        writer.WriteByte(Id);
        writer.WriteZeros(3);
        writer.WriteUidItem(ItemType.AbstractSyntax, AbstractSyntax);
        foreach (var transferSyntax in TransferSyntaxes)
            writer.WriteUidItem(ItemType.TransferSyntax, transferSyntax);
        writer.EndItem(item);
    }

    internal static ProposedPresentationContext Parse(ReadOnlySpan<byte> content)
    {
        var reader = new ItemReader(content, "Presentation context item 20H");
        var id = reader.ReadByte();
        reader.Skip(3);
        var abstractSyntax = default(Uid);
        var transferSyntaxes = new List<Uid>();
        while (!reader.IsAtEnd)
        {
            switch (reader.ReadItem(out var value))
            {
                case ItemType.AbstractSyntax:
                    abstractSyntax = ItemReader.ToUid(value);
                    break;
                case ItemType.TransferSyntax when Uid.TryParse(value, out var transferSyntax):
                    if (transferSyntaxes.Count == MaxTransferSyntaxes)
                        throw PduException.Invalid($"Presentation context {id} offers more than {MaxTransferSyntaxes} transfer syntaxes.");
                    transferSyntaxes.Add(transferSyntax);
                    break;
            }
        }

        return new ProposedPresentationContext(id, abstractSyntax, transferSyntaxes);
    }
}
