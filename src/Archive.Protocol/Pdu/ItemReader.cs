using System.Buffers.Binary;
using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>
/// Reads the body of a PDU, big endian. Every length is checked against the bytes that are there; what reaches beyond
/// them is an invalid parameter value.
/// </summary>
internal ref struct ItemReader(ReadOnlySpan<byte> bytes, string owner)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte ReadByte() => ReadBytes(1)[0];

    public ushort ReadUInt16() => BinaryPrimitives.ReadUInt16BigEndian(ReadBytes(2));

    public uint ReadUInt32() => BinaryPrimitives.ReadUInt32BigEndian(ReadBytes(4));

    public void Skip(int count) => ReadBytes(count);

    public ReadOnlySpan<byte> ReadBytes(int count)
    {
        if (count > _rest.Length)
            throw PduException.Invalid($"{owner} needs {count} more bytes where {_rest.Length} are left.");
        var read = _rest[..count];
        _rest = _rest[count..];
        return read;
    }

    /// <summary>The bytes after a 16-bit length.</summary>
    public ReadOnlySpan<byte> ReadCounted() => ReadBytes(ReadUInt16());

    /// <summary>The UID after a 16-bit length; <c>default</c> when it is none.</summary>
    public Uid ReadCountedUid() => ToUid(ReadCounted());

    public readonly ReadOnlySpan<byte> ReadToEnd() => _rest;

    /// <summary>The next item: its type, the byte after it (reserved but in 57H) and its content.</summary>
    public ItemType ReadItem(out byte second, out ReadOnlySpan<byte> content)
    {
        var type = (ItemType)ReadByte();
        second = ReadByte();
        content = ReadCounted();
        return type;
    }

    public ItemType ReadItem(out ReadOnlySpan<byte> content) => ReadItem(out _, out content);

    /// <summary>A name that is no UID names nothing that anyone supports: <c>default</c>, refused by negotiation and not as a protocol error.</summary>
    public static Uid ToUid(ReadOnlySpan<byte> content) => Uid.TryParse(content, out var uid) ? uid : default;
}
