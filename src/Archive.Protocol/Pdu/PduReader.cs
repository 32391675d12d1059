using System.Buffers;
using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;

namespace Archive.Protocol.Pdu;

/// <summary>
/// Reads PDUs from a pipe. Type and length of a PDU are checked when its six header bytes are there, before anything of it
/// is buffered; a P-DATA-TF is never assembled, its fragments are handed out in slices of the pipe's own buffer, and reading
/// them allocates nothing.
/// </summary>
/// <remarks>
/// One reader at a time. Fragments follow PS3.8 annex E, with two liberties that lose nothing:
/// <list type="bullet">
/// <item>The last fragment of a data set may have an odd length. Such a data set is wrong (PS3.5 7.1.1), which its receiver
/// answers with a status; every other odd fragment aborts.</item>
/// <item>The last fragment may be empty: some toolkits only then know that they are done. An empty fragment that is not the
/// last says nothing and aborts.</item>
/// </list>
/// </remarks>
public sealed class PduReader(PipeReader input, PduLimits limits)
{
    /// <summary>The body of A-ASSOCIATE-RJ, A-RELEASE-RQ, A-RELEASE-RP and A-ABORT.</summary>
    private const uint ShortBodyLength = 4;

    // What the pipe gave and is not consumed yet; while _isReading the pipe waits for AdvanceTo.
    private ReadOnlySequence<byte> _buffer;
    private bool _isReading;
    private bool _isCompleted;

    // Where we are: bytes left of the P-DATA-TF (its current fragment included), bytes left of the fragment.
    private uint _pduRemaining;
    private uint _fragmentRemaining;
    private bool _isInFragment;
    private byte _contextId;
    private byte _controlHeader;

    // The command set or data set whose last fragment is still to come.
    private bool _isInMessage;

    /// <summary>
    /// Waits for the next PDU, slice or end of the connection. What an earlier call gave is consumed by this one.
    /// </summary>
    /// <exception cref="PduException">The peer broke the protocol. Nothing more can be read, only discarded.</exception>
    /// <exception cref="IOException">The connection failed.</exception>
    public ValueTask<PduReadResult> ReadAsync(CancellationToken cancellationToken = default) =>
        TryRead(out var result) ? new ValueTask<PduReadResult>(result) : FillAndReadAsync(cancellationToken);

    /// <summary>
    /// Throws away what still comes until the peer closes the connection: the way to end after an A-ABORT. A socket that is closed
    /// with unread bytes resets the connection, and the peer may lose the A-ABORT that tells it why.
    /// </summary>
    public async ValueTask DiscardAsync(CancellationToken cancellationToken = default)
    {
        while (!_isCompleted)
        {
            Consume(_buffer.Length);
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<PduReadResult> FillAndReadAsync(CancellationToken cancellationToken)
    {
        PduReadResult result;
        do
        {
            if (_isCompleted)
                return default;
            await FillAsync(cancellationToken).ConfigureAwait(false);
        }
        while (!TryRead(out result));
        return result;
    }

    /// <summary>Gives the pipe back what is consumed and waits for more.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask FillAsync(CancellationToken cancellationToken)
    {
        if (_isReading)
            input.AdvanceTo(_buffer.Start, _buffer.End);
        _buffer = default;
        _isReading = false;
        var read = await input.ReadAsync(cancellationToken).ConfigureAwait(false);
        _buffer = read.Buffer;
        _isReading = true;
        _isCompleted = read.IsCompleted;
        if (read.IsCanceled)
            throw new OperationCanceledException("Reading was canceled.");
    }

    private bool TryRead(out PduReadResult result)
    {
        result = default;
        if (_pduRemaining == 0 && !TryBeginPdu(out result))
            return false;
        if (result.Pdu is not null)
            return true;
        if (!_isInFragment && !TryBeginFragment())
            return false;
        return TryReadSlice(out result);
    }

    /// <summary>Reads the header; a PDU other than P-DATA-TF is read as a whole into <paramref name="result"/>.</summary>
    private bool TryBeginPdu(out PduReadResult result)
    {
        result = default;
        Span<byte> header = stackalloc byte[ProtocolDataUnit.HeaderLength];
        if (!TryPeek(header))
            return false;
        var type = (PduType)header[0];
        var length = BinaryPrimitives.ReadUInt32BigEndian(header[2..]);
        CheckLength(type, length);
        if (type == PduType.PDataTf)
        {
            Consume(ProtocolDataUnit.HeaderLength);
            _pduRemaining = length;
            return true;
        }

        var end = ProtocolDataUnit.HeaderLength + (long)length;
        if (_buffer.Length < end)
            return false;
        var body = _buffer.Slice(ProtocolDataUnit.HeaderLength, length);
        result = new PduReadResult(ProtocolDataUnit.Parse(type, body.IsSingleSegment ? body.FirstSpan : body.ToArray()));
        Consume(end);
        return true;
    }

    private void CheckLength(PduType type, uint length)
    {
        switch (type)
        {
            case PduType.AAssociateRq or PduType.AAssociateAc:
                if (length > limits.MaxAssociateBytes)
                    throw PduException.Invalid($"{type} of {length} bytes is longer than the limit of {limits.MaxAssociateBytes}.");
                break;
            case PduType.PDataTf:
                if (limits.MaxPDataBytes != 0 && length > limits.MaxPDataBytes)
                    throw PduException.Invalid($"P-DATA-TF of {length} bytes is longer than the announced maximum length {limits.MaxPDataBytes}.");
                if (length < PDataTf.PdvHeaderLength)
                    throw PduException.Invalid($"P-DATA-TF of {length} bytes holds no presentation data value.");
                break;
            case PduType.AAssociateRj or PduType.AReleaseRq or PduType.AReleaseRp or PduType.AAbort:
                if (length != ShortBodyLength)
                    throw PduException.Invalid($"{type} has a length of {length} bytes and not {ShortBodyLength}.");
                break;
            default:
                throw new PduException(AbortReason.UnrecognizedPdu, $"PDU type {(byte)type:X2}H is not one of PS3.8 9.3.");
        }
    }

    private bool TryBeginFragment()
    {
        if (_pduRemaining < PDataTf.PdvHeaderLength)
            throw PduException.Invalid($"{_pduRemaining} stray bytes at the end of a P-DATA-TF.");
        Span<byte> header = stackalloc byte[PDataTf.PdvHeaderLength];
        if (!TryPeek(header))
            return false;
        var itemLength = BinaryPrimitives.ReadUInt32BigEndian(header);
        var contextId = header[4];
        var controlHeader = header[5];
        CheckFragment(itemLength, contextId, controlHeader);

        Consume(PDataTf.PdvHeaderLength);
        _pduRemaining -= PDataTf.PdvHeaderLength;
        _fragmentRemaining = itemLength - PDataTf.PdvPrefixLength;
        _contextId = contextId;
        _controlHeader = controlHeader;
        _isInFragment = true;
        return true;
    }

    private void CheckFragment(uint itemLength, byte contextId, byte controlHeader)
    {
        if (itemLength < PDataTf.PdvPrefixLength)
            throw PduException.Invalid($"Presentation data value of {itemLength} bytes has no message control header.");
        if (itemLength > _pduRemaining - sizeof(uint))
            throw PduException.Invalid($"Presentation data value of {itemLength} bytes where its P-DATA-TF has {_pduRemaining - sizeof(uint)} left.");
        if ((contextId & 1) == 0)
            throw PduException.Invalid($"Presentation context id {contextId} is not odd.");

        var isLast = (controlHeader & PDataTf.LastFlag) != 0;
        if ((itemLength & 1) != 0 && (!isLast || (controlHeader & PDataTf.CommandFlag) != 0))
            throw PduException.Invalid($"Fragment of odd length {itemLength - PDataTf.PdvPrefixLength}.");
        if (itemLength == PDataTf.PdvPrefixLength && !isLast)
            throw PduException.Invalid("Empty fragment before the last one.");
        if (_isInMessage && (contextId != _contextId || ((controlHeader ^ _controlHeader) & PDataTf.CommandFlag) != 0))
        {
            throw new PduException(
                AbortReason.UnexpectedPduParameter, $"Fragment of presentation context {contextId} within a message of context {_contextId}.");
        }
    }

    private bool TryReadSlice(out PduReadResult result)
    {
        result = default;
        if (_buffer.IsEmpty && _fragmentRemaining > 0)
            return false;
        var payload = _buffer.Slice(0, Math.Min(_buffer.Length, _fragmentRemaining));
        var length = (uint)payload.Length;
        Consume(length);
        _pduRemaining -= length;
        _fragmentRemaining -= length;
        _isInFragment = _fragmentRemaining > 0;

        var isCommand = (_controlHeader & PDataTf.CommandFlag) != 0;
        var isLast = !_isInFragment && (_controlHeader & PDataTf.LastFlag) != 0;
        _isInMessage = !isLast;
        result = new PduReadResult(new PdvSlice(_contextId, isCommand, isLast, payload));
        return true;
    }

    private bool TryPeek(Span<byte> header)
    {
        if (_buffer.Length < header.Length)
            return false;
        _buffer.Slice(0, header.Length).CopyTo(header);
        return true;
    }

    private void Consume(long count) => _buffer = _buffer.Slice(count);
}
