using System.Buffers;
using System.Runtime.CompilerServices;

namespace Archive.Protocol.Pdu;

/// <summary>
/// Writes PDUs to a stream. A message is cut into P-DATA-TF PDUs with one fragment each, gathered in a pooled buffer that is
/// held only while writing: what fits goes out in one write, so that a response with its command and data set is one segment.
/// </summary>
/// <remarks>One write at a time. A write that failed or was canceled leaves the association unusable: abort it.</remarks>
/// <param name="output">The connection.</param>
/// <param name="bufferBytes">The largest write, and so the longest PDU when the peer announced no maximum.</param>
public sealed class PduWriter(Stream output, int bufferBytes = PduWriter.DefaultBufferBytes)
{
    public const int DefaultBufferBytes = 128 * 1024;

    /// <summary>What is left of the buffer is filled with a PDU only when that is worth its headers.</summary>
    private const int MinFragmentBytes = 4 * 1024;

    private uint _maximumLength = DefaultMaximumLength;

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

    /// <summary>The longest fragment: even (PS3.8 E.1).</summary>
    private int MaxFragmentBytes => (int)Math.Min(
        _maximumLength == 0 ? int.MaxValue : _maximumLength - PDataTf.PdvHeaderLength, int.MaxValue) & ~1;

    public ValueTask WriteAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken = default) =>
        output.WriteAsync(pdu.ToArray(), cancellationToken);

    /// <summary>Writes a command set that no data set follows.</summary>
    public ValueTask WriteMessageAsync(byte contextId, ReadOnlyMemory<byte> command, CancellationToken cancellationToken = default) =>
        WriteMessageAsync(contextId, command, default, null, -1, cancellationToken);

    /// <summary>Writes a command set and its data set.</summary>
    public ValueTask WriteMessageAsync(
        byte contextId, ReadOnlyMemory<byte> command, ReadOnlySequence<byte> dataSet, CancellationToken cancellationToken = default) =>
        WriteMessageAsync(contextId, command, dataSet, null, dataSet.Length, cancellationToken);

    /// <summary>Writes a command set and <paramref name="length"/> bytes of <paramref name="dataSet"/>, never more than a buffer of them in memory.</summary>
    /// <exception cref="EndOfStreamException">The data set ends early.</exception>
    public ValueTask WriteMessageAsync(
        byte contextId, ReadOnlyMemory<byte> command, Stream dataSet, long length, CancellationToken cancellationToken = default) =>
        WriteMessageAsync(contextId, command, default, dataSet, length, cancellationToken);

    /// <param name="length">-1 when there is no data set.</param>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WriteMessageAsync(
        byte contextId, ReadOnlyMemory<byte> command, ReadOnlySequence<byte> memory, Stream? stream, long length, CancellationToken cancellationToken)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferLengthFor(command.Length + Math.Max(length, 0)));
        try
        {
            var used = await AppendAsync(
                buffer, 0, contextId, PDataTf.CommandFlag, new ReadOnlySequence<byte>(command), null, command.Length, cancellationToken).ConfigureAwait(false);
            if (length >= 0)
                used = await AppendAsync(buffer, used, contextId, 0, memory, stream, length, cancellationToken).ConfigureAwait(false);
            await output.WriteAsync(buffer.AsMemory(0, used), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Cuts the source into PDUs behind the <paramref name="used"/> bytes of the buffer, writes the buffer out whenever
    /// it is full, and returns how much of it is used then.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<int> AppendAsync(
        byte[] buffer, int used, byte contextId, byte kind, ReadOnlySequence<byte> memory, Stream? stream, long remaining, CancellationToken cancellationToken)
    {
        do
        {
            if (used > 0 && RoomAfter(buffer, used) < Math.Min(remaining, Math.Min(MinFragmentBytes, MaxFragmentBytes)))
            {
                await output.WriteAsync(buffer.AsMemory(0, used), cancellationToken).ConfigureAwait(false);
                used = 0;
            }

            var fragment = (int)Math.Min(remaining, Math.Min(RoomAfter(buffer, used), MaxFragmentBytes));
            remaining -= fragment;
            PDataTf.WriteHeaders(buffer.AsSpan(used), contextId, (byte)(remaining == 0 ? kind | PDataTf.LastFlag : kind), fragment);
            used += PDataTf.OverheadLength;
            if (stream is not null)
            {
                await stream.ReadExactlyAsync(buffer.AsMemory(used, fragment), cancellationToken).ConfigureAwait(false);
            }
            else
            {
                memory.Slice(0, fragment).CopyTo(buffer.AsSpan(used));
                memory = memory.Slice(fragment);
            }

            used += fragment;
        }
        while (remaining > 0);
        return used;
    }

    /// <summary>The bytes of a fragment for which there is room: even, negative when not even the headers fit.</summary>
    private static int RoomAfter(byte[] buffer, int used) => (buffer.Length - used - PDataTf.OverheadLength) & ~1;

    private int BufferLengthFor(long messageLength)
    {
        var pdus = 2 + (messageLength / MaxFragmentBytes);
        return (int)Math.Min(messageLength + (pdus * PDataTf.OverheadLength) + 1, bufferBytes);
    }
}
