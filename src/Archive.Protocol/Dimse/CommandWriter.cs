using System.Buffers.Binary;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>
/// Writes the elements of a command set in Implicit VR Little Endian (PS3.7 6.3.1) after room for the Command Group Length.
/// The caller gives them in ascending order; an absent value writes nothing.
/// </summary>
internal ref struct CommandWriter(Span<byte> destination)
{
    private const int HeaderLength = 8;
    private const int GroupLengthElementLength = HeaderLength + 4;

    // LO and AE hold at most this many characters (PS3.5 6.2).
    private const int MaxErrorCommentLength = 64;
    private const int MaxAeTitleLength = 16;

    private const ushort DataSetPresent = 0x0001;
    private const ushort NoDataSet = 0x0101;

    private readonly Span<byte> _destination = destination;
    private int _position = GroupLengthElementLength;

    /// <summary>Writes the Command Group Length and returns the length of the whole command set in bytes.</summary>
    public int Complete()
    {
        var groupLength = _position - GroupLengthElementLength;
        _position = 0;
        BinaryPrimitives.WriteInt32LittleEndian(Element(CommandElement.CommandGroupLength, 4), groupLength);
        return GroupLengthElementLength + groupLength;
    }

    public void UInt16(ushort element, ushort? value)
    {
        if (value is { } number)
            BinaryPrimitives.WriteUInt16LittleEndian(Element(element, 2), number);
    }

    public void Uid(ushort element, Uid uid)
    {
        if (!uid.IsEmpty)
            Text(element, uid.Value, 0);
    }

    public void AeTitle(ushort element, string? title)
    {
        if (title is not null)
            Text(element, title.AsSpan(0, Math.Min(title.Length, MaxAeTitleLength)), (byte)' ');
    }

    public void DataSetType(bool hasDataSet) =>
        UInt16(CommandElement.CommandDataSetType, hasDataSet ? DataSetPresent : NoDataSet);

    /// <summary>Status, Offending Element, Error Comment and Error ID, which are neighbours.</summary>
    public void Status(DimseResponse response)
    {
        UInt16(CommandElement.Status, response.Status.Code);
        Tags(CommandElement.OffendingElement, response.OffendingElements);
        if (response.ErrorComment is { } comment)
            Text(CommandElement.ErrorComment, comment.AsSpan(0, Math.Min(comment.Length, MaxErrorCommentLength)), (byte)' ');
        UInt16(CommandElement.ErrorId, response.ErrorId);
    }

    public void Tags(ushort element, IReadOnlyList<Tag> tags)
    {
        if (tags.Count == 0)
            return;
        var value = Element(element, 4 * tags.Count);
        for (var i = 0; i < tags.Count; i++)
        {
            BinaryPrimitives.WriteUInt16LittleEndian(value[(4 * i)..], tags[i].Group);
            BinaryPrimitives.WriteUInt16LittleEndian(value[((4 * i) + 2)..], tags[i].Element);
        }
    }

    // Commands know the default character repertoire only, and a backslash would part the value in two.
    private void Text(ushort element, ReadOnlySpan<char> text, byte padding)
    {
        var value = Element(element, (text.Length + 1) & ~1);
        for (var i = 0; i < text.Length; i++)
            value[i] = text[i] is >= ' ' and <= '~' and not '\\' ? (byte)text[i] : (byte)'?';
        if (value.Length > text.Length)
            value[^1] = padding;
    }

    private Span<byte> Element(ushort element, int length)
    {
        var bytes = _destination.Slice(_position, HeaderLength + length);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes, 0);
        BinaryPrimitives.WriteUInt16LittleEndian(bytes[2..], element);
        BinaryPrimitives.WriteInt32LittleEndian(bytes[4..], length);
        _position += bytes.Length;
        return bytes[HeaderLength..];
    }
}
