using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data;

public sealed class TransferSyntaxTests
{
    [Fact]
    public void All_of_the_registry_are_known() => Assert.Equal(UidRegistry.All.Count(entry => entry.Kind == UidKind.TransferSyntax), TransferSyntax.All.Count);

    [Fact]
    public void Only_the_default_one_and_Papyrus_have_implicit_VR() =>
        Assert.Equal([TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.Papyrus3ImplicitVrLittleEndian], TransferSyntax.All.Where(ts => ts.IsImplicitVr));

    [Fact]
    public void Only_the_retired_one_is_big_endian()
    {
        Assert.Equal([TransferSyntax.ExplicitVrBigEndian], TransferSyntax.All.Where(ts => ts.IsBigEndian));
        Assert.True(TransferSyntax.ExplicitVrBigEndian.IsRetired);
    }

    [Fact]
    public void Deflated_ones_are_the_data_set_and_the_two_JPIP_forms() => Assert.Equal(
        ["1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.4.95", "1.2.840.10008.1.2.4.205"], TransferSyntax.All.Where(ts => ts.IsDeflated).Select(ts => ts.Uid.Value));

    [Fact]
    public void Everything_but_uncompressed_deflated_referenced_and_streamed_ones_is_encapsulated() => Assert.Equal(
        ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2", "1.2.840.10008.1.2.4.94", "1.2.840.10008.1.2.4.95",
            "1.2.840.10008.1.2.4.204", "1.2.840.10008.1.2.4.205", "1.2.840.10008.1.2.6.1", "1.2.840.10008.1.2.6.2", "1.2.840.10008.1.2.7.1",
            "1.2.840.10008.1.2.7.2", "1.2.840.10008.1.2.7.3", "1.2.840.10008.1.20"],
        TransferSyntax.All.Where(ts => !ts.IsEncapsulated).Select(ts => ts.Uid.Value));

    [Theory]
    [InlineData("1.2.840.10008.1.2.4.50", true)] // JPEG Baseline
    [InlineData("1.2.840.10008.1.2.4.81", true)] // JPEG-LS near-lossless
    [InlineData("1.2.840.10008.1.2.4.91", true)] // JPEG 2000, which may be lossless
    [InlineData("1.2.840.10008.1.2.4.102", true)] // H.264
    [InlineData("1.2.840.10008.1.2.4.94", true)] // JPIP: only the address of the pixels
    [InlineData("1.2.840.10008.1.2.1", false)]
    [InlineData("1.2.840.10008.1.2.1.98", false)]
    [InlineData("1.2.840.10008.1.2.4.57", false)]
    [InlineData("1.2.840.10008.1.2.4.70", false)]
    [InlineData("1.2.840.10008.1.2.4.80", false)]
    [InlineData("1.2.840.10008.1.2.4.90", false)]
    [InlineData("1.2.840.10008.1.2.4.202", false)]
    [InlineData("1.2.840.10008.1.2.5", false)]
    [InlineData("1.2.840.10008.1.2.8.1", false)]
    public void Lossy_ones_may_hold_less_than_was_taken(string uid, bool isLossy)
    {
        Assert.True(TransferSyntax.TryGet(new Uid(uid), out var transferSyntax));
        Assert.Equal(isLossy, transferSyntax.IsLossy);
    }

    [Fact]
    public void MIME_XML_and_SMPTE_encode_no_data_sets() => Assert.Equal(
        ["1.2.840.10008.1.2.6.1", "1.2.840.10008.1.2.6.2", "1.2.840.10008.1.2.7.1", "1.2.840.10008.1.2.7.2", "1.2.840.10008.1.2.7.3"],
        TransferSyntax.All.Where(ts => !ts.IsStorable).Select(ts => ts.Uid.Value));
}
