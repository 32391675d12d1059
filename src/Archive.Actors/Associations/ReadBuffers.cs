using System.Buffers;
using System.IO.Pipelines;

namespace Archive.Actors.Associations;

/// <summary>The buffers into which associations read, counted: an idle association is to have none.</summary>
internal sealed class ReadBuffers : MemoryPool<byte>
{
    public static readonly ReadBuffers Instance = new();

    /// <summary>How associations read: in large pieces, and from a buffer only while there is something to read.</summary>
    public static readonly StreamPipeReaderOptions Options = new(
        Instance, bufferSize: 128 * 1024, minimumReadSize: 32 * 1024, leaveOpen: true, useZeroByteReads: true);

    private ReadBuffers()
    {
    }

    public override int MaxBufferSize => Shared.MaxBufferSize;

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) => new Lease(ArrayPool<byte>.Shared.Rent(minBufferSize));

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Lease : IMemoryOwner<byte>
    {
        private byte[]? _array;

        public Lease(byte[] array)
        {
            _array = array;
            AssociationMetrics.Buffered.Add(array.Length);
        }

        public Memory<byte> Memory => _array ?? throw new ObjectDisposedException(nameof(Lease));

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is not { } array)
                return;
            AssociationMetrics.Buffered.Add(-array.Length);
            ArrayPool<byte>.Shared.Return(array);
        }
    }
}
