using System.Buffers.Binary;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Protocol.Pdu;

/// <summary>Writes the body of a PDU, big endian; an item's length is filled in when the item ends.</summary>
internal sealed class ItemWriter
{
    private byte[] _bytes = new byte[512];
    private int _length;

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    public void WriteByte(byte value) => Append(1)[0] = value;

    public void WriteUInt16(ushort value) => BinaryPrimitives.WriteUInt16BigEndian(Append(2), value);

    public void WriteUInt32(uint value) => BinaryPrimitives.WriteUInt32BigEndian(Append(4), value);

    public void WriteZeros(int count) => Append(count).Clear();

    public void WriteBytes(ReadOnlySpan<byte> value) => value.CopyTo(Append(value.Length));

    public void WriteUid(Uid uid) => Encoding.ASCII.GetBytes(uid.Value, Append(uid.Value.Length));

    public void WriteAeTitle(AeTitle title) => title.WriteField(Append(AeTitle.MaxLength));

    /// <summary>A 16-bit length and the bytes.</summary>
    public void WriteCounted(ReadOnlySpan<byte> value)
    {
        WriteUInt16(CheckLength(value.Length));
        WriteBytes(value);
    }

    /// <summary>A 16-bit length and the UID.</summary>
    public void WriteCounted(Uid uid)
    {
        WriteUInt16((ushort)uid.Value.Length);
        WriteUid(uid);
    }

    /// <summary>An item that holds a UID and nothing else.</summary>
    public void WriteUidItem(ItemType type, Uid uid)
    {
        var item = BeginItem(type);
        WriteUid(uid);
        EndItem(item);
    }

    /// <summary>Type, a reserved byte (or, for 57H, the version) and room for the length. The result goes to <see cref="EndItem"/>.</summary>
    public int BeginItem(ItemType type, byte second = 0)
    {
        WriteByte((byte)type);
        WriteByte(second);
        return BeginLength();
    }

    public int BeginLength()
    {
        WriteZeros(2);
        return _length;
    }

    public void EndItem(int start) =>
        BinaryPrimitives.WriteUInt16BigEndian(_bytes.AsSpan(start - 2), CheckLength(_length - start));

    private static ushort CheckLength(int length) => length <= ushort.MaxValue
        ? (ushort)length
        : throw new InvalidOperationException($"An item of {length} bytes does not fit its 16-bit length (PS3.8 9.3).");

    private Span<byte> Append(int count)
    {
        if (_bytes.Length - _length < count)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + count));
        _length += count;
        return _bytes.AsSpan(_length - count, count);
    }
}
