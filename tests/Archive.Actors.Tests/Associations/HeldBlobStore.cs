using System.Buffers;
using System.Collections.Concurrent;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Actors.Tests.Associations;

/// <summary>A blob store whose completions the test can hold back before anything of them is durable.</summary>
internal sealed class HeldBlobStore(IBlobStore blobs) : IBlobStore
{
    private readonly Gate _gate = new();
    private int _openWriters;

    /// <summary>Writers that nobody has disposed.</summary>
    public int OpenWriters => Volatile.Read(ref _openWriters);

    /// <summary>Completions that are being held back.</summary>
    public int Waiting => _gate.Waiting;

    /// <summary><c>begin 1.2.3</c> and <c>complete 1.2.3</c> as they happen.</summary>
    public ConcurrentQueue<string> Steps { get; } = new();

    /// <summary>What writers fail with; null when they do not.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What reads fail with; null when they do not.</summary>
    public Exception? ReadFailure { get; set; }

    /// <summary>What is thrown when a writer is disposed of, after that is done; null when nothing is.</summary>
    public Exception? DisposalFailure { get; set; }

    public void Hold() => _gate.Close();

    public void Release() => _gate.Open();

    public IBlobWriter CreateWriter(SopInstanceUid key, ReadOnlySpan<byte> prefix)
    {
        Steps.Enqueue($"begin {key}");
        Interlocked.Increment(ref _openWriters);
        return new Writer(this, blobs.CreateWriter(key, prefix), key);
    }

    /// <summary>Whatever is read has zeros at its end, until something is refreshed.</summary>
    public bool RemembersZeros { get; set; }

    public async ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        if (ReadFailure is { } failure)
            throw failure;
        var read = await blobs.ReadAsync(blob, position, buffer, cancellationToken);
        if (RemembersZeros)
            buffer.Span[(read - (read / 4))..read].Clear();
        return read;
    }

    public void Refresh(BlobRef blob)
    {
        RemembersZeros = false;
        blobs.Refresh(blob);
    }

    public void Release(BlobRef blob) => blobs.Release(blob);

    public ValueTask DisposeAsync() => blobs.DisposeAsync();

    private sealed class Writer(HeldBlobStore store, IBlobWriter writer, SopInstanceUid key) : IBlobWriter
    {
        private bool _isDisposed;

        public long DataSetLength => writer.DataSetLength;

        public ValueTask AppendAsync(ReadOnlySequence<byte> fragment, CancellationToken cancellationToken = default) =>
            store.Failure is { } failure ? throw failure : writer.AppendAsync(fragment, cancellationToken);

        public async ValueTask<BlobRef> CompleteAsync(CancellationToken cancellationToken = default)
        {
            await store._gate.PassAsync();
            var blob = await writer.CompleteAsync(cancellationToken);
            store.Steps.Enqueue($"complete {key}");
            return blob;
        }

        public async ValueTask DisposeAsync()
        {
            if (!_isDisposed)
                Interlocked.Decrement(ref store._openWriters);
            _isDisposed = true;
            await writer.DisposeAsync();
            if (store.DisposalFailure is { } failure)
                throw failure;
        }
    }
}
