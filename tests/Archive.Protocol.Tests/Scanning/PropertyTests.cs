using System.Buffers;
using Archive.Protocol.Data;
using FsCheck;
using FsCheck.Fluent;
using static Archive.Protocol.Tests.Scanning.Raw;

namespace Archive.Protocol.Tests.Scanning;

public sealed class PropertyTests
{
    // A scan may build one error of a few hundred bytes, and a collection caused by another test charges the rest of this
    // thread's allocation window to it. AllocationLimitTests counts exactly.
    private const int MaxScanBytes = 16 * 1024;

    private static readonly (byte[] DataSet, TransferSyntax Syntax)[] Seeds =
    [
        (Image(), TransferSyntax.ExplicitVrLittleEndian),
        (Deflate(Image(5000)), TransferSyntax.DeflatedExplicitVrLittleEndian),
        (Join(Image()[..^28], Element(PixelData, "OB", Join(Item([]), Item(new byte[50])), Undefined), EndOfSequence), TransferSyntax.JpegBaseline8Bit),
        (Join(BigEndian(0x0008_0016, "UI", "1.2.3\0"), BigEndian(0x0010_0010, "PN", "Doe^Jane")), TransferSyntax.ExplicitVrBigEndian),
        (
            Join(
                Implicit(0x0008_0016, "1.2.3\0"),
                Implicit(ReferencedImages, Item(Implicit(0x0008_1155, "2.25.2"))),
                Implicit(0x0009_1001, OpenItem(Implicit(PatientId, "P1")), Undefined),
                EndOfSequence,
                Implicit(PatientId, "P1")),
            TransferSyntax.ImplicitVrLittleEndian),
    ];

    private static readonly Gen<(byte[] DataSet, TransferSyntax Syntax)> Mutants =
        from seed in Gen.Elements(Seeds)
        from flips in Gen.Choose(0, 4)
        from positions in Gen.ArrayOf(Gen.Choose(0, seed.DataSet.Length - 1), flips)
        from values in Gen.ArrayOf(Gen.Choose(0, 255), flips)
        from length in Gen.Frequency((3, Gen.Constant(seed.DataSet.Length)), (1, Gen.Choose(0, seed.DataSet.Length)))
        select (Mutate(seed.DataSet, positions, values)[..length], seed.Syntax);

    [Fact]
    public void Any_fragmentation_of_any_data_set_gives_the_same_outcome()
    {
        var cases = from mutant in Mutants
                    from lengths in Gen.NonEmptyListOf(Gen.Choose(1, 40))
                    select (mutant.DataSet, mutant.Syntax, lengths);
        Prop.ForAll(cases.ToArbitrary(), c =>
        {
            var next = 0;
            var pieces = ScanOutcome.Of(ScanOutcome.NewScanner(), c.DataSet, c.Syntax, _ => c.lengths[next++ % c.lengths.Count]);
            return pieces == ScanOutcome.Of(c.DataSet, c.Syntax);
        }).AssertHolds(2000);
    }

    [Fact]
    public void Damaged_data_sets_never_throw_and_never_cost_memory()
    {
        var scanner = ScanOutcome.NewScanner();
        var fullCapture = ScanOutcome.Wanted.Select(tag => Element(tag.Value, "UN", new byte[16_000])).Append([0]).ToArray();
        Scan(scanner, Join(fullCapture), TransferSyntax.ExplicitVrLittleEndian);
        foreach (var (dataSet, syntax) in Seeds)
            Scan(scanner, dataSet, syntax);

        Prop.ForAll(Mutants.ToArbitrary(), mutant =>
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            Scan(scanner, mutant.DataSet, mutant.Syntax);
            var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
            return allocated <= MaxScanBytes;
        }).AssertHolds(20_000);
    }

    [Fact]
    public void A_sequence_of_segments_is_scanned_as_one_span()
    {
        var image = Image();
        var first = new Segment(image.AsMemory(0, 13), null);
        var last = new Segment(image.AsMemory(13), first);
        var scanner = ScanOutcome.NewScanner();
        scanner.Reset(TransferSyntax.ExplicitVrLittleEndian);
        Assert.Equal(ScanStatus.Scanning, scanner.Scan(new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length)));
        Assert.Equal(ScanStatus.Complete, scanner.Complete());
        Assert.Equal(ScanOutcome.Of(image, TransferSyntax.ExplicitVrLittleEndian).Captured, Convert.ToHexString(scanner.Captured.Span));
    }

    private static void Scan(HeaderScanner scanner, byte[] dataSet, TransferSyntax syntax)
    {
        scanner.Reset(syntax);
        scanner.Scan(dataSet);
        scanner.Complete();
    }

    private static byte[] Mutate(byte[] seed, int[] positions, int[] values)
    {
        var mutant = (byte[])seed.Clone();
        for (var i = 0; i < positions.Length; i++)
            mutant[positions[i]] = (byte)values[i];
        return mutant;
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
