using System.Buffers;
using System.Buffers.Binary;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Benchmarks;

/// <summary>
/// A connection on which, after a PDU that the reader must be let go on after, one C-STORE comes whose data set never ends, in P-DATA-TFs of
/// one fragment each.
/// </summary>
internal sealed class EndlessObject : ForwardStream
{
    private readonly byte[] _begin = [.. AReleaseRq.Instance.ToArray(), .. NewCommand()];
    private readonly byte[] _data;
    private int _sentOfBegin;
    private int _position;

    public EndlessObject(int pduBytes)
    {
        _data = new byte[6 + pduBytes];
        WriteHeader(_data, isCommand: false, isLast: false);
    }

    public override int Read(Span<byte> buffer)
    {
        var count = Math.Min(buffer.Length, _begin.Length - _sentOfBegin);
        if (count > 0 || buffer.IsEmpty)
        {
            _begin.AsSpan(_sentOfBegin, count).CopyTo(buffer);
            _sentOfBegin += count;
            return count;
        }

        count = Math.Min(buffer.Length, _data.Length - _position);
        _data.AsSpan(_position, count).CopyTo(buffer);
        _position = (_position + count) % _data.Length;
        return count;
    }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    private static byte[] NewCommand()
    {
        var command = new ArrayBufferWriter<byte>();
        new CStoreRequest { MessageId = 1, AffectedSopClassUid = SopClasses.CTImageStorage, AffectedSopInstanceUid = new Uid("1.2.3") }.WriteTo(command);
        var pdu = new byte[12 + command.WrittenCount];
        command.WrittenSpan.CopyTo(pdu.AsSpan(12));
        WriteHeader(pdu, isCommand: true, isLast: true);
        return pdu;
    }

    private static void WriteHeader(byte[] pdu, bool isCommand, bool isLast)
    {
        pdu[0] = (byte)PduType.PDataTf;
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(2), pdu.Length - 6);
        BinaryPrimitives.WriteInt32BigEndian(pdu.AsSpan(6), pdu.Length - 10);
        pdu[10] = 1; // presentation context
        pdu[11] = (byte)((isCommand ? 1 : 0) | (isLast ? 2 : 0));
    }
}
