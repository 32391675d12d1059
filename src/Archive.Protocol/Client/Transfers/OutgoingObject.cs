using System.Buffers;
using System.IO.Pipelines;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client.Transfers;

/// <summary>
/// The bytes of one object on their way out. They are read from where they lie ahead of the network, at once when there is room
/// for all of them, else in large pieces, into a bounded part of pooled memory: while an object is answered the next one waits here.
/// </summary>
public sealed class OutgoingObject : ForwardStream
{
    /// <summary>The most that is read and not yet sent: two objects of CT or MR.</summary>
    public const int MaxBufferedBytes = 1024 * 1024;

    private const int ReadBytes = 256 * 1024;

    /// <summary>And one read more, which is begun before that much is there.</summary>
    public const int MaxBytes = MaxBufferedBytes + ReadBytes;

    private static readonly PipeOptions PipeOptions = new(
        pauseWriterThreshold: MaxBufferedBytes, resumeWriterThreshold: MaxBufferedBytes / 2, minimumSegmentSize: ReadBytes, useSynchronizationContext: false);

    private readonly Stream _source;
    private readonly long? _length;
    private readonly Pipe _pipe = new(PipeOptions);
    private readonly TaskCompletionSource _isReadAhead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isConsumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private OutgoingObject(PresentationContext context, CStoreRequest request, Stream source, long? length, CancellationToken cancellationToken)
    {
        Context = context;
        Request = request;
        _source = source;
        _length = length;
        _reading = ReadSourceAsync(cancellationToken);
    }

    /// <summary>In which it is sent; the bytes are in its transfer syntax.</summary>
    public PresentationContext Context { get; }

    /// <summary>Its Message ID is set by the association.</summary>
    public CStoreRequest Request { get; }

    /// <summary>Ends when all bytes were taken, or none will be any more.</summary>
    public Task Consumed => _isConsumed.Task;

    /// <summary>Begins to read, and returns when all of it, or as much as may be, is in memory.</summary>
    /// <param name="source">Disposed of with the object.</param>
    /// <param name="length">What is read of the source; null for up to its end.</param>
    /// <exception cref="UnreadableObjectException">What was to be read at once cannot be.</exception>
    public static async ValueTask<OutgoingObject> ReadAheadAsync(
        PresentationContext context, CStoreRequest request, Stream source, long? length, CancellationToken cancellationToken)
    {
        var outgoing = new OutgoingObject(context, request, source, length, cancellationToken);
        try
        {
            await outgoing._isReadAhead.Task.ConfigureAwait(false);
            return outgoing;
        }
        catch
        {
            await outgoing.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>Scans what was read ahead and leaves it to be read.</summary>
    public void Scan(HeaderScanner scanner)
    {
        if (!_pipe.Reader.TryRead(out var ahead))
            return;
        scanner.Scan(ahead.Buffer);
        _pipe.Reader.AdvanceTo(ahead.Buffer.Start);
    }

    /// <exception cref="UnreadableObjectException">What was not in memory yet cannot be read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _pipe.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);
        var count = (int)Math.Min(buffer.Length, read.Buffer.Length);
        var taken = read.Buffer.Slice(0, count);
        taken.CopyTo(buffer.Span);
        _pipe.Reader.AdvanceTo(taken.End);
        if (read.IsCompleted && count == read.Buffer.Length)
            _isConsumed.TrySetResult();
        return count;
    }

    public override async ValueTask DisposeAsync()
    {
        _isConsumed.TrySetResult();
        await _pipe.Reader.CompleteAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        await _source.DisposeAsync().ConfigureAwait(false);
        await base.DisposeAsync().ConfigureAwait(false);
    }

    private async Task ReadSourceAsync(CancellationToken cancellationToken)
    {
        var writer = _pipe.Writer;
        try
        {
            await FillAsync(writer, cancellationToken).ConfigureAwait(false);
            await writer.CompleteAsync().ConfigureAwait(false);
            _isReadAhead.TrySetResult();
        }
        catch (Exception failure)
        {
            failure = failure as OperationCanceledException ?? (Exception)new UnreadableObjectException(Context, failure);
            _isReadAhead.TrySetException(failure);
            await writer.CompleteAsync(failure).ConfigureAwait(false);
        }
    }

    private async ValueTask FillAsync(PipeWriter writer, CancellationToken cancellationToken)
    {
        var most = _length <= MaxBufferedBytes ? MaxBufferedBytes : ReadBytes;
        for (var remaining = _length; remaining != 0;)
        {
            var room = writer.GetMemory((int)Math.Min(remaining ?? most, most));
            var count = await _source.ReadAsync(remaining < room.Length ? room[..(int)remaining] : room, cancellationToken).ConfigureAwait(false);
            if (count == 0 && remaining is { } missing)
                throw new EndOfStreamException($"It ends {missing} bytes before its end.");
            if (count == 0)
                return;
            writer.Advance(count);
            remaining -= count;
            var flush = writer.FlushAsync(cancellationToken);
            if (!flush.IsCompleted)
                _isReadAhead.TrySetResult();
            if ((await flush.ConfigureAwait(false)).IsCompleted)
                return; // nobody reads it any more
        }
    }
}
