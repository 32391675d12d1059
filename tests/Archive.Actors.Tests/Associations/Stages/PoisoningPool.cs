using System.Buffers;

namespace Archive.Actors.Tests.Associations.Stages;

/// <summary>Buffers that are full of <see cref="Poison"/> as soon as they are given back.</summary>
internal sealed class PoisoningPool : MemoryPool<byte>
{
    public const byte Poison = 0xDD;

    private int _open;

    public override int MaxBufferSize => int.MaxValue;

    /// <summary>Buffers that nobody has given back.</summary>
    public int Open => Volatile.Read(ref _open);

    public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
    {
        Interlocked.Increment(ref _open);
        return new Lease(this, new byte[Math.Max(minBufferSize, 1)]);
    }

    protected override void Dispose(bool disposing)
    {
    }

    private sealed class Lease(PoisoningPool pool, byte[] bytes) : IMemoryOwner<byte>
    {
        public Memory<byte> Memory => bytes;

        public void Dispose()
        {
            bytes.AsSpan().Fill(Poison);
            Interlocked.Decrement(ref pool._open);
        }
    }
}
