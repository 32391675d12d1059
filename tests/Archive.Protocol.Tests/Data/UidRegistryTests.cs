using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data;

public sealed class UidRegistryTests
{
    [Fact]
    public void An_entry_holds_name_keyword_and_kind()
    {
        Assert.True(UidRegistry.TryGet(SopClasses.CTImageStorage, out var entry));
        Assert.Equal(new UidEntry(new Uid("1.2.840.10008.5.1.4.1.1.2"), "CT Image Storage", "CTImageStorage", UidKind.SopClass, IsRetired: false, IsStorageSopClass: true), entry);
        Assert.False(UidRegistry.TryGet(new Uid("1.2.3"), out _));
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.2", true)] // CT
    [InlineData("1.2.840.10008.5.1.4.1.1.77.1", true)] // VL Image Storage - Trial, retired
    [InlineData("1.2.840.10008.5.1.4.1.1.88.67", true)] // X-Ray Radiation Dose SR
    [InlineData("1.2.840.10008.5.1.4.1.1.12.77", true)] // retired without a name
    [InlineData("1.2.840.10008.5.1.4.1.1.40", true)] // retired without a name
    [InlineData("1.2.840.10008.5.1.4.34.7", true)] // RT Beams Delivery Instruction
    [InlineData("1.2.840.10008.1.1", false)] // Verification
    [InlineData("1.2.840.10008.1.20.1", false)] // Storage Commitment
    [InlineData("1.2.840.10008.1.3.10", false)] // Media Storage Directory
    [InlineData("1.2.840.10008.5.1.1.27", false)] // Stored Print
    [InlineData("1.2.840.10008.4.2", false)] // the service class
    [InlineData("1.2.840.10008.5.1.4.1.1.201.1.1", false)] // Storage Management instance
    [InlineData("1.2.840.10008.5.1.4.1.2.2.1", false)] // Study Root FIND
    [InlineData("1.2.3", false)]
    public void Storage_SOP_classes_are_those_that_C_STORE_transfers(string uid, bool isStorage) => Assert.Equal(isStorage, SopClasses.IsStorage(new Uid(uid)));
}
