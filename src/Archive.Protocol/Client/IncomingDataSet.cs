using System.Buffers;
using System.Runtime.CompilerServices;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>
/// The data set of the message that is being received. Bytes are copied from the connection's buffer when they are asked
/// for and not before: a slow reader makes the peer wait. What it throws is the end of the association.
/// </summary>
internal sealed class IncomingDataSet(AssociationRequestor association) : ForwardStream
{
    private ReadOnlySequence<byte> _slice;
    private bool _isLast;

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!await FillAsync().ConfigureAwait(false))
            return 0;
        var count = (int)Math.Min(buffer.Length, _slice.Length);
        _slice.Slice(0, count).CopyTo(buffer.Span);
        _slice = _slice.Slice(count);
        return count;
    }

    /// <summary>Reads and forgets what is left.</summary>
    public async ValueTask DrainAsync()
    {
        while (await FillAsync().ConfigureAwait(false))
            _slice = default;
    }

    /// <summary>Gathers all of it.</summary>
    /// <exception cref="PduException">It is longer than the limit.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<byte[]> ToArrayAsync(int maxBytes)
    {
        var isWhole = await FillAsync().ConfigureAwait(false) && _isLast && _slice.Length <= maxBytes;
        if (isWhole)
            return Take().ToArray();

        var bytes = new ArrayBufferWriter<byte>();
        while (await FillAsync().ConfigureAwait(false))
        {
            if (_slice.Length > maxBytes - bytes.WrittenCount)
                throw new PduException(AbortReason.NotSpecified, $"A response has a data set of more than {maxBytes} bytes.");
            foreach (var memory in Take())
                bytes.Write(memory.Span);
        }

        return bytes.WrittenSpan.ToArray();
    }

    private ReadOnlySequence<byte> Take()
    {
        var slice = _slice;
        _slice = default;
        return slice;
    }

    /// <summary>Makes sure that there are bytes; false at the end.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> FillAsync()
    {
        while (_slice.IsEmpty && !_isLast)
        {
            var part = await association.ReadPartAsync().ConfigureAwait(false);
            (_slice, _isLast) = (part.Payload, part.IsLast);
        }

        return !_slice.IsEmpty;
    }
}
