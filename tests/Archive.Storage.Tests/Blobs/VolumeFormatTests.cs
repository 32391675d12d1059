using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Blobs;

/// <summary>The bytes on disk, which volumes written today will be read by for decades.</summary>
public sealed class VolumeFormatTests
{
    private static readonly DateTimeOffset CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(0x0000_019B_0102_0304);

    [Fact]
    public void Volume_header_is_as_documented()
    {
        var bytes = new byte[VolumeHeader.Length];

        new VolumeHeader(0x0006_1122_3344_5566, CreatedAt).Write(bytes);

        Assert.Equal(
            "41524348564F4C0A" // magic "ARCHVOL\n"
            + "0100400000000000" // version 1, header length 64
            + "6655443322110600" // volume
            + "040302019B010000" // created
            + new string('0', 56)
            + "D2E4BE94", // CRC-32C
            Convert.ToHexString(bytes));
        Assert.True(VolumeHeader.TryRead(bytes, out var read));
        Assert.Equal(new VolumeHeader(0x0006_1122_3344_5566, CreatedAt), read);
    }

    [Fact]
    public void Record_header_is_as_documented()
    {
        var bytes = new byte[RecordHeader.Length];
        var header = new RecordHeader(
            0x0006_1122_3344_5566, 0x0102_0304_0506_0708, 0x4142_4344_4546_4748, 0x1112_1314_1516_1718, 0x2122_2324, 0x3132_3334, CreatedAt, new SopInstanceUid("1.2.3"));

        var crc = header.Write(bytes);

        Assert.Equal(
            "56524543" // magic "VREC"
            + "01008000" // version 1, header length 128
            + "6655443322110600" // volume
            + "0807060504030201" // offset
            + "1817161514131211" // data set length
            + "24232221" // prefix length
            + "34333231" // CRC-32C of the prefix
            + "040302019B010000" // created
            + "4847464544434241" // group offset
            + "312E322E33" + new string('0', 2 * 59) // key "1.2.3"
            + "00000000" // reserved
            + "6058EE36", // CRC-32C
            Convert.ToHexString(bytes));
        Assert.True(RecordHeader.TryRead(bytes, out var read, out var readCrc));
        Assert.Equal(header, read);
        Assert.Equal(crc, readCrc);
    }

    [Fact]
    public void Record_trailer_is_as_documented()
    {
        var bytes = new byte[RecordTrailer.Length];
        var trailer = new RecordTrailer(0x1112_1314_1516_1718, 0x2122_2324, 0x3132_3334);

        trailer.Write(bytes);

        Assert.Equal(
            "52454E44" // magic "REND"
            + "24232221" // CRC-32C of the data set
            + "1817161514131211" // data set length
            + "34333231" // CRC-32C of the header
            + "60EC90DE", // CRC-32C
            Convert.ToHexString(bytes));
        Assert.True(RecordTrailer.TryRead(bytes, out var read));
        Assert.Equal(trailer, read);
    }

    [Fact]
    public void Volume_footer_is_as_documented()
    {
        var bytes = new byte[VolumeFooter.Length];
        var footer = new VolumeFooter(0x0006_1122_3344_5566, 0x0102_0304_0506_0708, 0x0A0B);

        footer.Write(bytes);

        Assert.Equal(
            "56454E44" // magic "VEND"
            + "00000000"
            + "6655443322110600" // volume
            + "0807060504030201" // offset
            + "0B0A000000000000" // records
            + "00000000"
            + "CDF2361C", // CRC-32C
            Convert.ToHexString(bytes));
        Assert.True(VolumeFooter.TryRead(bytes, out var read));
        Assert.Equal(footer, read);
    }

    [Fact]
    public void No_bit_of_a_header_trailer_or_footer_may_differ()
    {
        var header = new byte[RecordHeader.Length];
        new RecordHeader(1, 4096, 4096, 10, 20, 30, CreatedAt, Key(1)).Write(header);
        AssertEveryBitCounts(header, bytes => RecordHeader.TryRead(bytes, out _, out _));

        var trailer = new byte[RecordTrailer.Length];
        new RecordTrailer(10, 20, 30).Write(trailer);
        AssertEveryBitCounts(trailer, bytes => RecordTrailer.TryRead(bytes, out _));

        var volume = new byte[VolumeHeader.Length];
        new VolumeHeader(1, CreatedAt).Write(volume);
        AssertEveryBitCounts(volume, bytes => VolumeHeader.TryRead(bytes, out _));

        var footer = new byte[VolumeFooter.Length];
        new VolumeFooter(1, 4096, 3).Write(footer);
        AssertEveryBitCounts(footer, bytes => VolumeFooter.TryRead(bytes, out _));
    }

    [Fact]
    public void Zeros_are_no_header_trailer_or_footer()
    {
        var zeros = new byte[4096];

        Assert.False(VolumeHeader.TryRead(zeros, out _));
        Assert.False(RecordHeader.TryRead(zeros, out _, out _));
        Assert.False(RecordTrailer.TryRead(zeros, out _));
        Assert.False(VolumeFooter.TryRead(zeros, out _));
    }

    [Fact]
    public void Longest_key_fits()
    {
        var bytes = new byte[RecordHeader.Length];
        var key = new SopInstanceUid("1." + new string('9', Uid.MaxLength - 2));

        new RecordHeader(1, 2, 3, 4, 5, 6, CreatedAt, key).Write(bytes);

        Assert.Equal(key.Value, Encoding.ASCII.GetString(bytes, 56, 64));
        Assert.True(RecordHeader.TryRead(bytes, out var read, out _));
        Assert.Equal(key, read.Key);
    }

    private static void AssertEveryBitCounts(byte[] bytes, Func<byte[], bool> isValid)
    {
        Assert.True(isValid(bytes));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var changed = bytes.ToArray();
            changed[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.False(isValid(changed), $"bit {bit}");
        }
    }
}
