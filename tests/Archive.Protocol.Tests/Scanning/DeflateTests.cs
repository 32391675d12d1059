using System.IO.Compression;
using System.Text;
using Archive.Protocol.Data;
using static Archive.Protocol.Tests.Scanning.Raw;

namespace Archive.Protocol.Tests.Scanning;

/// <summary>The scanner's own inflater, judged by what the library's deflater made.</summary>
public sealed class DeflateTests
{
    // A collection caused by another test charges the rest of this thread's allocation window to it.
    private const int MaxNoiseBytes = 16 * 1024;

    private static readonly TransferSyntax Deflated = TransferSyntax.DeflatedExplicitVrLittleEndian;

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Fastest)]
    [InlineData(CompressionLevel.SmallestSize)]
    public void What_was_deflated_comes_out_again_in_any_fragmentation(CompressionLevel level)
    {
        foreach (var value in Values())
        {
            var element = Element(0x0009_1001, "UN", value);
            var deflated = Deflate(element, level);
            foreach (var length in new[] { 1, 3, 1000, int.MaxValue })
            {
                var scanner = new HeaderScanner(new() { WantedTags = [new(0x0009, 0x1001)], MaxElementBytes = 1 << 20, MaxCapturedBytes = 1 << 20 });
                Assert.Equal(ScanStatus.Complete, ScanOutcome.Of(scanner, deflated, Deflated, _ => length).Status);
                Assert.True(scanner.Captured.Span.SequenceEqual(element));
            }
        }
    }

    [Fact]
    public void A_block_of_the_fixed_codes_is_inflated()
    {
        // zlib's answer to a short text: one last block, codes of RFC 1951 3.2.6, a match of distance 1.
        byte[] fixedBlock = Deflate(Element(PatientId, "LO", "AAAAAAAAAAAAAAAA"));
        Assert.Equal(0b011, fixedBlock[0] & 0b111);
        Assert.Equal(ScanStatus.Complete, ScanOutcome.Of(fixedBlock, Deflated, 1).Status);
    }

    [Fact]
    public void Offsets_count_inflated_bytes()
    {
        var head = Element(PatientId, "LO", "P1");
        Assert.Equal(10, ScanOutcome.Of(Deflate(Join(head, Element(PixelData, "OB", new byte[500]))), Deflated).PixelDataOffset);
        Assert.Equal("The data set ends with 2 bytes that make no element (byte 10)", ScanOutcome.Of(Deflate(Join(head, [1, 2])), Deflated).Error?.ToString());
    }

    [Fact]
    public void Bytes_after_the_deflated_data_are_ignored()
    {
        var deflated = Deflate(Image());
        var expected = ScanOutcome.Of(deflated, Deflated);
        Assert.Equal(ScanStatus.Complete, expected.Status);
        Assert.Equal(expected, ScanOutcome.Of([.. deflated, 0], Deflated));
        Assert.Equal(expected, ScanOutcome.Of([.. deflated, 0x4E, 0xD0, 0x58, 0x45, 0x1A, 0x02, 0x04, 0x00], Deflated, 1));
    }

    [Fact]
    public void Deflated_data_cut_at_any_byte_are_refused()
    {
        var deflated = Deflate(Image());
        for (var length = 1; length < deflated.Length; length++)
        {
            var outcome = ScanOutcome.Of(deflated[..length], Deflated, 7);
            Assert.Equal(ScanErrorKind.CorruptDeflate, outcome.Error?.Kind);
            Assert.Equal($"Deflated data set ends before its last block (byte {length})", outcome.Error?.ToString());
        }
    }

    [Theory]
    [InlineData("07", 1)] // block type 3
    [InlineData("0105001111", 5)] // stored length and its complement disagree
    [InlineData("050000000000000000", 4)] // no complete code for the code lengths
    [InlineData("0302FF", 2)] // a match before any output: distance too far back
    public void Corrupt_blocks_are_refused_at_their_byte(string hex, int offset)
    {
        foreach (var length in new[] { 1, 100 })
        {
            var error = ScanOutcome.Of([.. Convert.FromHexString(hex), .. new byte[8]], Deflated, length).Error;
            Assert.Equal((ScanErrorKind.CorruptDeflate, offset), (error?.Kind, error?.Offset));
        }
    }

    [Fact]
    public void A_bomb_costs_no_more_memory_than_any_other_data_set()
    {
        const int Bytes = 64 << 20;
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            deflate.Write(Element(PixelData, "OB", [], Bytes));
            for (var i = 0; i < Bytes >> 20; i++)
                deflate.Write(new byte[1 << 20]);
        }

        var bomb = packed.ToArray();
        var scanner = ScanOutcome.NewScanner();
        ScanOutcome.Of(scanner, Deflate(Image()), Deflated, _ => 100);
        scanner.Reset(Deflated);
        var before = GC.GetAllocatedBytesForCurrentThread();
        scanner.Scan(bomb);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.Equal(ScanStatus.Complete, scanner.Complete());
        Assert.InRange(allocated, 0, MaxNoiseBytes);
    }

    private static IEnumerable<byte[]> Values()
    {
        var random = new Random(1);
        var noise = new byte[300_000];
        random.NextBytes(noise);
        yield return noise;
        yield return new byte[300_000];
        yield return Encoding.ASCII.GetBytes(string.Join(' ', Enumerable.Range(0, 40_000)));
        yield return [.. Enumerable.Range(0, 200_000).Select(i => (byte)(random.Next(1 + (i % 97)) * random.Next(4)))];
        yield return [.. noise[..32_768], .. noise[..32_768], .. noise[..32_768]]; // matches of the greatest distance
    }
}
