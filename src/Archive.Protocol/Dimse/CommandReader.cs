using System.Buffers.Binary;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Protocol.Dimse;

/// <summary>
/// Finds the fields of an encoded command set. Elements follow one another in Implicit VR Little Endian (PS3.7 6.3.1):
/// group, element, 32-bit length, value. The constructor checks every length once, so look-ups cannot run over the end.
/// Fields of a wrong length read as absent, unknown ones are passed over.
/// </summary>
internal ref struct CommandReader
{
    private const int HeaderLength = 8;

    private readonly ReadOnlySpan<byte> _bytes;

    // Where the element found last ends. Fields are asked for in the order in which they stand: one pass finds them all.
    private int _next;

    /// <exception cref="CommandFormatException">An element is cut short or is no part of group 0000.</exception>
    public CommandReader(ReadOnlySpan<byte> bytes)
    {
        _bytes = bytes;
        for (var position = 0; position < bytes.Length;)
        {
            var rest = bytes[position..];
            if (rest.Length < HeaderLength)
                throw new CommandFormatException($"The command set ends within the element header at offset {position}.");
            var tag = TagAt(rest);
            if (tag.Group != 0)
                throw new CommandFormatException($"{tag} at offset {position} is no element of a command set.");
            var length = BinaryPrimitives.ReadUInt32LittleEndian(rest[4..]);
            if (length > rest.Length - HeaderLength)
                throw new CommandFormatException($"{tag} at offset {position} claims {length} bytes, {rest.Length - HeaderLength} follow.");
            position += HeaderLength + (int)length;
        }
    }

    /// <exception cref="CommandFormatException">The field is absent.</exception>
    public ushort UInt16(ushort element) =>
        OptionalUInt16(element) ?? throw new CommandFormatException($"The command set has no {new Tag(0, element)}.");

    public ushort? OptionalUInt16(ushort element) =>
        TryFind(element, out var value) && value.Length >= 2 ? BinaryPrimitives.ReadUInt16LittleEndian(value) : null;

    /// <summary>The UID, or <c>default</c> when it is absent or no UID: its receiver has a status to say so.</summary>
    public Uid Uid(ushort element) => TryFind(element, out var value) && Data.Uid.TryParse(value, out var uid) ? uid : default;

    /// <summary>Text without the padding around it; null when absent or nothing but padding.</summary>
    public string? Text(ushort element)
    {
        if (!TryFind(element, out var value))
            return null;
        value = value.Trim("\0 "u8);
        return value.IsEmpty ? null : Encoding.Latin1.GetString(value);
    }

    /// <summary>The tags of an AT element; bytes at the end that make no whole tag are dropped.</summary>
    public Tag[] Tags(ushort element)
    {
        if (!TryFind(element, out var value) || value.Length < 4)
            return [];
        var tags = new Tag[value.Length / 4];
        for (var i = 0; i < tags.Length; i++)
            tags[i] = TagAt(value[(4 * i)..]);
        return tags;
    }

    private static Tag TagAt(ReadOnlySpan<byte> bytes) =>
        new(BinaryPrimitives.ReadUInt16LittleEndian(bytes), BinaryPrimitives.ReadUInt16LittleEndian(bytes[2..]));

    private bool TryFind(ushort element, out ReadOnlySpan<byte> value) =>
        TryFind(element, _next, _bytes.Length, out value) || TryFind(element, 0, _next, out value);

    private bool TryFind(ushort element, int start, int end, out ReadOnlySpan<byte> value)
    {
        for (var position = start; position < end;)
        {
            var length = BinaryPrimitives.ReadInt32LittleEndian(_bytes[(position + 4)..]);
            if (BinaryPrimitives.ReadUInt16LittleEndian(_bytes[(position + 2)..]) == element)
            {
                value = _bytes.Slice(position + HeaderLength, length);
                _next = position + HeaderLength + length;
                return true;
            }

            position += HeaderLength + length;
        }

        value = default;
        return false;
    }
}
