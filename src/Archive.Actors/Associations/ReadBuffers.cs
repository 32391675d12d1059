using System.Buffers;
using Microsoft.Extensions.ObjectPool;

namespace Archive.Actors.Associations;

/// <summary>
/// The buffers into which associations read, counted: an idle association is to have none. What is not in use is kept for all of them
/// together: the shared pool would keep one for each thread that ever read.
/// </summary>
internal sealed class ReadBuffers : MemoryPool<byte>
{
    public const int MaxIdle = 32;

    public const int BufferBytes = 128 * 1024;

    public static readonly ReadBuffers Instance = new();

    private readonly DefaultObjectPool<Buffer> _idle;

    private ReadBuffers() => _idle = new DefaultObjectPool<Buffer>(new BufferPolicy(this), MaxIdle);

    public override int MaxBufferSize => Array.MaxLength;

    /// <summary>Buffers of another size than the usual one are not kept.</summary>
    public override IMemoryOwner<byte> Rent(int minBufferSize = -1) =>
        (minBufferSize is -1 or BufferBytes ? _idle.Get() : new Buffer(this, minBufferSize)).Begin();

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class BufferPolicy(ReadBuffers buffers) : PooledObjectPolicy<Buffer>
    {
        public override Buffer Create() => new(buffers, BufferBytes);

        public override bool Return(Buffer buffer) => buffer.IsUsual;
    }

    private sealed class Buffer(ReadBuffers buffers, int length) : IMemoryOwner<byte>
    {
        private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(length);
        private int _isInUse;

        public bool IsUsual => _bytes.Length == BufferBytes;

        public Memory<byte> Memory => _bytes;

        public Buffer Begin()
        {
            _isInUse = 1;
            AssociationMetrics.Buffered.Add(_bytes.Length);
            return this;
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isInUse, 0) == 0)
                return;
            AssociationMetrics.Buffered.Add(-_bytes.Length);
            buffers._idle.Return(this);
        }
    }
}
