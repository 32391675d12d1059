using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data;

public sealed class VendorSopClassTests
{
    public static TheoryData<string> Uids => [.. VendorSopClasses.All.Select(sopClass => sopClass.Uid.Value)];

    [Theory]
    [MemberData(nameof(Uids))]
    public void Each_is_private_conformant_and_named(string text)
    {
        var uid = new Uid(text);
        Assert.True(VendorSopClasses.TryGet(uid, out var sopClass));

        Assert.True(uid.IsConformant);
        Assert.False(UidRegistry.TryGet(uid, out _));
        Assert.EndsWith(" Storage", sopClass.Name, StringComparison.Ordinal);
        Assert.Equal(sopClass.Name, UidRegistry.Describe(uid));
    }

    [Theory]
    [InlineData("Siemens", "1.3.12.2.1107.5.")]
    [InlineData("Philips", "1.3.46.670589.")]
    [InlineData("GE", "1.2.840.113619.4.")]
    [InlineData("Toshiba, Canon", "1.2.392.200036.9116.")]
    [InlineData("Fujifilm", "1.2.392.200036.9125.")]
    public void Most_of_a_vendor_s_are_below_its_own_root(string vendor, string root)
    {
        var ofVendor = VendorSopClasses.All.Where(sopClass => sopClass.Vendor == vendor).ToList();
        // Two of Philips came with a company that it bought, one of GE likewise.
        Assert.InRange(ofVendor.Count(sopClass => !sopClass.Uid.Value.StartsWith(root, StringComparison.Ordinal)), 0, 2);
        Assert.NotEmpty(ofVendor);
    }

    [Fact]
    public void None_is_listed_twice()
    {
        Assert.Equal(VendorSopClasses.All.Count, VendorSopClasses.All.DistinctBy(sopClass => sopClass.Uid).Count());
        Assert.Equal(VendorSopClasses.All.Count, VendorSopClasses.All.DistinctBy(sopClass => sopClass.Name).Count());
    }
}
