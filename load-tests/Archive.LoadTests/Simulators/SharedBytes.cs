using System.Buffers;
using System.Runtime.InteropServices;
using Archive.LoadTests.Population;

namespace Archive.LoadTests.Simulators;

/// <summary>
/// Sequences of pixels of any length, all of them cut from one block: an object of four gigabytes costs no more memory than one of four kilobytes.
/// </summary>
internal static class SharedBytes
{
    private const int BlockBytes = 1 << 20;

    private static readonly byte[] Block = MakeBlock();

    /// <summary>Some bytes, then so many pixels.</summary>
    public static ReadOnlySequence<byte> Join(ReadOnlyMemory<byte> header, long pixels) => Chain(Pieces(header, pixels));

    /// <summary>One sequence of all pieces.</summary>
    public static ReadOnlySequence<byte> Chain(IEnumerable<ReadOnlyMemory<byte>> pieces)
    {
        Segment? first = null, last = null;
        foreach (var piece in pieces)
        {
            last = new Segment(piece, last);
            first ??= last;
        }

        return first is null ? ReadOnlySequence<byte>.Empty : new ReadOnlySequence<byte>(first, 0, last!, last!.Memory.Length);
    }

    /// <summary>So many pixels.</summary>
    public static IEnumerable<ReadOnlyMemory<byte>> Pixels(long count)
    {
        for (var rest = count; rest > 0; rest -= BlockBytes)
            yield return Block.AsMemory(0, (int)Math.Min(rest, BlockBytes));
    }

    private static IEnumerable<ReadOnlyMemory<byte>> Pieces(ReadOnlyMemory<byte> header, long pixels) => Pixels(pixels).Prepend(header);

    // Twelve bits in two bytes, as most images have them; nothing that compresses well.
    private static byte[] MakeBlock()
    {
        var block = new byte[BlockBytes];
        var draw = new Draw(7, 1);
        foreach (ref var four in MemoryMarshal.Cast<byte, ulong>(block.AsSpan()))
            four = draw.Next() & 0x0FFF0FFF0FFF0FFF;
        return block;
    }

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public Segment(ReadOnlyMemory<byte> memory, Segment? previous)
        {
            Memory = memory;
            if (previous is null)
                return;
            RunningIndex = previous.RunningIndex + previous.Memory.Length;
            previous.Next = this;
        }
    }
}
