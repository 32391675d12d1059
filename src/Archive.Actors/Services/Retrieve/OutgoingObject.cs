using System.Buffers;
using System.IO.Pipelines;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// The bytes of one object on their way out. They are read from the disk ahead of the network, at once when there is room
/// for all of them, else in large pieces, into a bounded part of pooled memory: while an object is answered the next one
/// waits here.
/// </summary>
internal sealed class OutgoingObject : ForwardStream
{
    /// <summary>The most that is read and not yet sent: two objects of CT or MR.</summary>
    public const int MaxBufferedBytes = 1024 * 1024;

    private const int ReadBytes = 256 * 1024;

    private static readonly PipeOptions PipeOptions = new(
        pauseWriterThreshold: MaxBufferedBytes, resumeWriterThreshold: MaxBufferedBytes / 2, minimumSegmentSize: ReadBytes, useSynchronizationContext: false);

    private readonly Stream _source;
    private readonly Pipe _pipe = new(PipeOptions);
    private readonly TaskCompletionSource _isReadAhead = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _isConsumed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _reading;

    private OutgoingObject(SubOperation subOperation, StoredInstance instance, PresentationContext context, Stream source, CancellationToken cancellationToken)
    {
        SubOperation = subOperation;
        Instance = instance;
        Context = context;
        _source = source;
        _reading = ReadAheadAsync(cancellationToken);
    }

    public SubOperation SubOperation { get; }

    /// <summary>The object as it was when opened.</summary>
    public StoredInstance Instance { get; }

    /// <summary>In which it is sent; the bytes are in its transfer syntax.</summary>
    public PresentationContext Context { get; }

    /// <summary>Ends when all bytes were taken, or none will be any more.</summary>
    public Task Consumed => _isConsumed.Task;

    /// <summary>Begins to read, and returns when all of it, or as much as may be, is in memory.</summary>
    /// <param name="source">Disposed of with the object.</param>
    /// <exception cref="InvalidDataException">It cannot be read.</exception>
    /// <exception cref="CannotReencodeException">It cannot be written in the transfer syntax of the context.</exception>
    public static async ValueTask<OutgoingObject> ReadAheadAsync(
        SubOperation subOperation, StoredInstance instance, PresentationContext context, Stream source, CancellationToken cancellationToken)
    {
        var outgoing = new OutgoingObject(subOperation, instance, context, source, cancellationToken);
        try
        {
            await outgoing._isReadAhead.Task;
            return outgoing;
        }
        catch
        {
            await outgoing.DisposeAsync();
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

    /// <exception cref="InvalidDataException">What was not in memory yet cannot be read.</exception>
    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var read = await _pipe.Reader.ReadAsync(cancellationToken);
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
        await _pipe.Reader.CompleteAsync();
        await _reading;
        await _source.DisposeAsync();
        await base.DisposeAsync();
    }

    private async Task ReadAheadAsync(CancellationToken cancellationToken)
    {
        var writer = _pipe.Writer;
        try
        {
            int count;
            var most = _source is BlobStream { RemainingBytes: <= MaxBufferedBytes } ? MaxBufferedBytes : ReadBytes;
            while ((count = await _source.ReadAsync(writer.GetMemory(NextReadBytes(most)), cancellationToken)) > 0)
            {
                writer.Advance(count);
                var flush = writer.FlushAsync(cancellationToken);
                if (!flush.IsCompleted)
                    _isReadAhead.TrySetResult();
                if ((await flush).IsCompleted)
                    break;
            }

            await writer.CompleteAsync();
            _isReadAhead.TrySetResult();
        }
        catch (Exception failure)
        {
            failure = failure switch
            {
                InvalidDataException or OperationCanceledException => failure,
                DicomFormatException malformed => new CannotReencodeException(Context.TransferSyntax, malformed),
                _ => new InvalidDataException($"The object cannot be read: {failure.Message}", failure),
            };
            _isReadAhead.TrySetException(failure);
            await writer.CompleteAsync(failure);
        }
    }

    private int NextReadBytes(int most) => _source is BlobStream blob ? (int)Math.Clamp(blob.RemainingBytes, 1, most) : most;
}
