using System.Runtime.InteropServices;

namespace Archive.Storage.Blobs;

/// <summary>A block of a <see cref="MemoryBudget"/>, filled from its start. Has one owner at a time, who returns it.</summary>
internal sealed class MemoryBlock
{
    private readonly byte[] _bytes = GC.AllocateUninitializedArray<byte>(MemoryBudget.BlockBytes, pinned: true);

    /// <summary>How much of the block is filled.</summary>
    public int Length { get; private set; }

    public ReadOnlyMemory<byte> Written => MemoryMarshal.CreateFromPinnedArray(_bytes, 0, Length);

    public Span<byte> Free => _bytes.AsSpan(Length);

    /// <summary>Takes the next bytes that were written to <see cref="Free"/>.</summary>
    public void Advance(int count) => Length += count;

    /// <summary>The filled part, to write over.</summary>
    public Span<byte> Span => _bytes.AsSpan(0, Length);

    public void Clear() => Length = 0;
}
