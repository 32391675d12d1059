using System.Text;
using Archive.Storage.Blobs;

namespace Archive.Storage.Tests.Blobs;

public sealed class Crc32CTests
{
    /// <summary>The examples of RFC 3720 B.4.</summary>
    public static TheoryData<byte[], uint> Examples => new()
    {
        { [], 0 },
        { new byte[32], 0x8A9136AA },
        { [.. Enumerable.Repeat((byte)0xFF, 32)], 0x62A8AB43 },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)i)], 0x46DD794E },
        { [.. Enumerable.Range(0, 32).Select(i => (byte)(31 - i))], 0x113FDB5C },
        { Encoding.ASCII.GetBytes("123456789"), 0xE3069283 },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Checksum_is_that_of_the_standard(byte[] bytes, uint crc) => Assert.Equal(crc, Crc32C.Compute(bytes));

    [Fact]
    public void Checksum_does_not_depend_on_how_the_bytes_are_cut()
    {
        var bytes = BlobStoreExtensions.RandomBytes(100, seed: 1);
        var whole = Crc32C.Compute(bytes);

        for (var cut = 0; cut <= bytes.Length; cut++)
            Assert.Equal(whole, Crc32C.Append(Crc32C.Compute(bytes.AsSpan(0, cut)), bytes.AsSpan(cut)));
    }

    /// <summary>Long ones go over several lanes at once.</summary>
    [Theory]
    [InlineData(3 * 1024)]
    [InlineData((3 * 1024) - 1)]
    [InlineData((9 * 1024) + 5)]
    [InlineData(100_003)]
    public void Checksum_of_many_bytes_is_that_of_one_after_the_other(int length)
    {
        var bytes = BlobStoreExtensions.RandomBytes(length, seed: 2);
        var crc = Crc32C.Compute("before"u8);
        var expected = crc;
        foreach (var b in bytes)
            expected = Crc32C.Append(expected, [b]);

        Assert.Equal(expected, Crc32C.Append(crc, bytes));
    }

    [Fact]
    public void Zeros_have_no_checksum_of_zero()
    {
        for (var length = 1; length < 300; length++)
            Assert.NotEqual(0u, Crc32C.Compute(new byte[length]));
    }
}
