using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data;

public sealed class ElementDictionaryTests
{
    [Theory]
    [InlineData(0x00100010, Vr.PN)] // Patient's Name
    [InlineData(0x00080005, Vr.CS)] // Specific Character Set
    [InlineData(0x00280106, Vr.US)] // Smallest Image Pixel Value: US or SS
    [InlineData(0x00283006, Vr.OW)] // LUT Data: US or OW
    [InlineData(0x7FE00010, Vr.OW)] // Pixel Data: OB or OW
    [InlineData(0x60003000, Vr.OW)] // Overlay Data of the first group
    [InlineData(0x60FE0010, Vr.US)] // Overlay Rows of the last group
    [InlineData(0x50020005, Vr.US)] // Curve Dimensions
    [InlineData(0x7F020010, Vr.OW)] // Variable Pixel Data
    [InlineData(0x002031A7, Vr.CS)] // Source Image IDs
    [InlineData(0x10001230, Vr.US)] // Escape Triplet
    [InlineData(0x10101234, Vr.US)] // Zonal Map
    [InlineData(0x00280400, Vr.LO)] // Transform Label, though 0028,04x0 is a repeating group too
    [InlineData(0x00280410, Vr.US)] // Rows for Nth Order Coefficients
    [InlineData(0x00091010, Vr.UN)] // private
    [InlineData(0x60011010, Vr.UN)] // private, though 60xx is a repeating group
    [InlineData(0x00090010, Vr.LO)] // private creator
    [InlineData(0x00090000, Vr.UL)] // group length of a private group
    [InlineData(0x00080000, Vr.UL)] // group length
    [InlineData(0x0008FFFF, Vr.UN)] // unknown
    public void The_VR_of_a_tag_is_the_dictionary_s(uint tag, Vr expected) => Assert.Equal(expected, ElementDictionary.GetVr(new Tag(tag)));

    [Fact]
    public void An_entry_holds_name_keyword_multiplicity_and_whether_it_is_retired()
    {
        Assert.True(ElementDictionary.TryGet(Tags.PatientName, out var name));
        Assert.Equal(new DictionaryEntry(new Tag(0x0010, 0x0010), Vr.PN, "1", "PatientName", "Patient's Name", IsRetired: false), name);
        Assert.True(ElementDictionary.TryGet(new Tag(0x6004, 0x0012), out var planes));
        Assert.Equal(new DictionaryEntry(new Tag(0x6004, 0x0012), Vr.US, "1", "OverlayPlanes", "Overlay Planes", IsRetired: true), planes);
        Assert.False(ElementDictionary.TryGet(new Tag(0x0009, 0x1001), out _));
    }

    [Fact]
    public void A_tag_is_described_by_its_name()
    {
        Assert.Equal("Pixel Data (7FE0,0010)", ElementDictionary.Describe(Tags.PixelData));
        Assert.Equal("(0009,1001)", ElementDictionary.Describe(new Tag(0x0009, 0x1001)));
    }

    [Fact]
    public void Pixel_values_are_signed_or_unsigned_as_Pixel_Representation_says()
    {
        Assert.True(ElementDictionary.IsUnsignedOrSigned(Tags.SmallestImagePixelValue));
        Assert.False(ElementDictionary.IsUnsignedOrSigned(Tags.Rows));
    }

    [Theory]
    [InlineData("PatientName", "(0010,0010)")]
    [InlineData("patientname", "(0010,0010)")]
    [InlineData("OverlayData", "(6000,3000)")]
    public void A_keyword_is_found_in_any_letter_case(string keyword, string tag)
    {
        Assert.True(ElementDictionary.TryFind(keyword, out var found));
        Assert.Equal(tag, found.ToString());
    }

    [Fact]
    public void Every_keyword_of_the_dictionary_finds_its_tag() => Assert.All(
        typeof(Tags).GetProperties(),
        property => Assert.True(ElementDictionary.TryFind(property.Name, out var tag) && tag == (Tag)property.GetValue(null)!, property.Name));

    [Fact]
    public void What_is_no_keyword_is_not_found() => Assert.False(ElementDictionary.TryFind("PatientNames", out _));
}
