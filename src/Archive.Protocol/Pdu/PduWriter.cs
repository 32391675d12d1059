using System.Buffers;
using System.Runtime.CompilerServices;

namespace Archive.Protocol.Pdu;

/// <summary>
/// Writes PDUs to a stream. Messages are cut into P-DATA-TF PDUs with one fragment each, gathered in a pooled buffer that is
/// held only while there is something in it: what fits goes out in one write, so that a response with its command and data
/// set, or many small responses after <see cref="AppendMessageAsync"/>, are few segments and few calls of the system.
/// </summary>
/// <remarks>One call at a time. A call that failed or was canceled leaves the association unusable: abort it, unless <see cref="IsCut"/>.</remarks>
/// <param name="output">The connection.</param>
/// <param name="bufferBytes">The largest write, and so the longest PDU when the peer announced no maximum.</param>
public sealed class PduWriter(Stream output, int bufferBytes = PduWriter.DefaultBufferBytes)
{
    public const int DefaultBufferBytes = 128 * 1024;

    /// <summary>What is left of the buffer is filled with a PDU only when that is worth its headers.</summary>
    private const int MinFragmentBytes = 4 * 1024;

    private const long NoDataSet = -1;
    private const long UnknownLength = long.MaxValue;

    private uint _maximumLength = DefaultMaximumLength;

    // The first _used bytes are PDUs that are not written yet.
    private byte[]? _buffer;
    private int _used;

    /// <summary>What holds until the peer announced its own: a length that every peer receives.</summary>
    public const uint DefaultMaximumLength = 16 * 1024;

    /// <summary>The longest P-DATA-TF that the peer receives, in bytes without the PDU header (item 51H); 0 is no limit.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The length leaves no room for two bytes of a message.</exception>
    public uint MaximumLength
    {
        get => _maximumLength;
        set
        {
            if (value is > 0 and < UserInformation.MinMaximumLength)
                throw new ArgumentOutOfRangeException(nameof(value), value, "A maximum length below 8 leaves no room for a fragment.");
            _maximumLength = value;
        }
    }

    /// <summary>Bytes of messages that were appended and not written yet.</summary>
    public int UnwrittenBytes => _used;

    /// <summary>A write failed or was canceled, perhaps in the middle of a PDU: nothing can follow it, not even A-ABORT.</summary>
    public bool IsCut { get; private set; }

    /// <summary>The longest fragment: even (PS3.8 E.1).</summary>
    private int MaxFragmentBytes => (int)Math.Min(_maximumLength == 0 ? uint.MaxValue : _maximumLength - PDataTf.PdvHeaderLength, (uint)bufferBytes) & ~1;

    public async ValueTask WriteAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken = default)
    {
        await FlushAsync(cancellationToken).ConfigureAwait(false);
        await WriteOutAsync(pdu.ToArray(), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Writes a command set that no data set follows.</summary>
    public ValueTask WriteMessageAsync(byte contextId, ReadOnlyMemory<byte> command, CancellationToken cancellationToken = default) =>
        WriteMessageAsync(contextId, command, default, null, NoDataSet, isFlushed: true, cancellationToken);

    /// <summary>Writes a command set and its data set.</summary>
    public ValueTask WriteMessageAsync(
        byte contextId, ReadOnlyMemory<byte> command, ReadOnlySequence<byte> dataSet, CancellationToken cancellationToken = default) =>
        WriteMessageAsync(contextId, command, dataSet, null, dataSet.Length, isFlushed: true, cancellationToken);

    /// <summary>Writes a command set and <paramref name="length"/> bytes of <paramref name="dataSet"/>, never more than a buffer of them in memory.</summary>
    /// <exception cref="EndOfStreamException">The data set ends early.</exception>
    public ValueTask WriteMessageAsync(
        byte contextId, ReadOnlyMemory<byte> command, Stream dataSet, long length, CancellationToken cancellationToken = default) =>
        WriteMessageAsync(contextId, command, default, dataSet, length, isFlushed: true, cancellationToken);

    /// <summary>Writes a command set and all that <paramref name="dataSet"/> gives up to its end, never more than a buffer of it in memory.</summary>
    public ValueTask WriteMessageAsync(byte contextId, ReadOnlyMemory<byte> command, Stream dataSet, CancellationToken cancellationToken = default) =>
        WriteMessageAsync(contextId, command, default, dataSet, UnknownLength, isFlushed: true, cancellationToken);

    /// <summary>
    /// Puts a command set and its data set behind what was appended before. It goes out with whatever is written next, at
    /// the latest with <see cref="FlushAsync"/>; a buffer that is full goes out at once.
    /// </summary>
    public ValueTask AppendMessageAsync(
        byte contextId, ReadOnlyMemory<byte> command, ReadOnlySequence<byte> dataSet, CancellationToken cancellationToken = default) =>
        WriteMessageAsync(contextId, command, dataSet, null, dataSet.Length, isFlushed: false, cancellationToken);

    /// <summary>Writes what was appended.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public async ValueTask FlushAsync(CancellationToken cancellationToken = default)
    {
        if (_buffer is not { } buffer)
            return;
        try
        {
            await WriteOutAsync(buffer.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Release();
        }
    }

    /// <param name="length">Of the data set; <see cref="NoDataSet"/>, or <see cref="UnknownLength"/> for a stream up to its end.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteMessageAsync(
        byte contextId, ReadOnlyMemory<byte> command, ReadOnlySequence<byte> memory, Stream? stream, long length, bool isFlushed, CancellationToken cancellationToken)
    {
        _buffer ??= ArrayPool<byte>.Shared.Rent(isFlushed ? BufferLengthFor(command.Length, Math.Max(length, 0)) : bufferBytes);
        try
        {
            await AppendAsync(_buffer, contextId, PDataTf.CommandFlag, new ReadOnlySequence<byte>(command), cancellationToken).ConfigureAwait(false);
            if (stream is not null)
                await AppendAsync(_buffer, contextId, stream, length, cancellationToken).ConfigureAwait(false);
            else if (length != NoDataSet)
                await AppendAsync(_buffer, contextId, 0, memory, cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            Release();
            throw;
        }

        if (isFlushed)
            await FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Cuts a message that is in memory into PDUs.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AppendAsync(byte[] buffer, byte contextId, byte kind, ReadOnlySequence<byte> message, CancellationToken cancellationToken)
    {
        var remaining = message.Length;
        do
        {
            if (!HasRoom(buffer, remaining))
                await MakeRoomAsync(buffer, cancellationToken).ConfigureAwait(false);
            var fragment = (int)Math.Min(remaining, Math.Min(RoomAfter(buffer, _used), MaxFragmentBytes));
            remaining -= fragment;
            PDataTf.WriteHeaders(buffer.AsSpan(_used), contextId, (byte)(remaining == 0 ? kind | PDataTf.LastFlag : kind), fragment);
            message.Slice(0, fragment).CopyTo(buffer.AsSpan(_used + PDataTf.OverheadLength));
            message = message.Slice(fragment);
            _used += PDataTf.OverheadLength + fragment;
        }
        while (remaining > 0);
    }

    /// <summary>
    /// Cuts a data set that is read from a stream into PDUs, with one read a buffer however short the PDUs are: the bytes are
    /// read behind room for all headers, and the fragments then move to theirs. A byte more is read than is sent, which tells
    /// whether a fragment is the last.
    /// </summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask AppendAsync(byte[] buffer, byte contextId, Stream stream, long length, CancellationToken cancellationToken)
    {
        var remaining = length;
        var ahead = default(byte);
        var count = 0; // 1 when there is a byte ahead
        bool isLast;
        do
        {
            if (!HasRoom(buffer, remaining))
                await MakeRoomAsync(buffer, cancellationToken).ConfigureAwait(false);
            var capacity = CapacityAfter(buffer, _used, remaining);
            var start = _used + (PdusFor(capacity) * PDataTf.OverheadLength);
            var wanted = (int)Math.Min(remaining, capacity + 1L);
            if (count > 0)
                buffer[start] = ahead;
            while (count < wanted)
            {
                var read = await stream.ReadAsync(buffer.AsMemory(start + count, wanted - count), cancellationToken).ConfigureAwait(false);
                if (read == 0)
                    break;
                count += read;
            }

            if (count < wanted && length != UnknownLength)
                throw new EndOfStreamException($"The data set ends {remaining - count} bytes short of its length {length}.");
            isLast = count <= capacity;
            var fragments = Math.Min(count, capacity);
            if (!isLast)
                ahead = buffer[start + capacity];
            Arrange(buffer, contextId, start, fragments, isLast);
            if (length != UnknownLength)
                remaining -= fragments;
            count -= fragments;
        }
        while (!isLast);
    }

    /// <summary>Makes PDUs of the bytes from <paramref name="start"/> on, moving each fragment down to behind its headers.</summary>
    private void Arrange(byte[] buffer, byte contextId, int start, int count, bool isLast)
    {
        do
        {
            var fragment = Math.Min(count, MaxFragmentBytes);
            count -= fragment;
            buffer.AsSpan(start, fragment).CopyTo(buffer.AsSpan(_used + PDataTf.OverheadLength));
            PDataTf.WriteHeaders(buffer.AsSpan(_used), contextId, isLast && count == 0 ? PDataTf.LastFlag : default, fragment);
            start += fragment;
            _used += PDataTf.OverheadLength + fragment;
        }
        while (count > 0);
    }

    private async ValueTask MakeRoomAsync(byte[] buffer, CancellationToken cancellationToken)
    {
        await WriteOutAsync(buffer.AsMemory(0, _used), cancellationToken).ConfigureAwait(false);
        _used = 0;
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteOutAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        IsCut = true;
        await output.WriteAsync(bytes, cancellationToken).ConfigureAwait(false);
        IsCut = false;
    }

    private void Release()
    {
        ArrayPool<byte>.Shared.Return(_buffer!);
        _buffer = null;
        _used = 0;
    }

    private bool HasRoom(byte[] buffer, long remaining) =>
        _used == 0 || RoomAfter(buffer, _used) >= Math.Min(remaining, Math.Min(MinFragmentBytes, MaxFragmentBytes));

    /// <summary>The bytes of one fragment for which there is room beside the byte that is read ahead: even, negative when not even the headers fit.</summary>
    private static int RoomAfter(byte[] buffer, int used) => (buffer.Length - 1 - used - PDataTf.OverheadLength) & ~1;

    /// <summary>The bytes of all fragments for which there is room: even.</summary>
    private int CapacityAfter(byte[] buffer, int used, long remaining)
    {
        var pduBytes = PDataTf.OverheadLength + MaxFragmentBytes;
        var (pdus, rest) = Math.DivRem(buffer.Length - 1 - used, pduBytes);
        var capacity = pdus * MaxFragmentBytes;
        rest = (rest - PDataTf.OverheadLength) & ~1;
        return rest >= Math.Min(remaining - capacity, MinFragmentBytes) ? capacity + Math.Max(rest, 0) : capacity;
    }

    private int PdusFor(long count) => (int)Math.Max((count + MaxFragmentBytes - 1) / MaxFragmentBytes, 1);

    private int BufferLengthFor(int commandLength, long dataSetLength) => dataSetLength >= bufferBytes
        ? bufferBytes
        : (int)Math.Min(commandLength + dataSetLength + ((PdusFor(commandLength) + PdusFor(dataSetLength)) * PDataTf.OverheadLength) + 2, bufferBytes);
}
