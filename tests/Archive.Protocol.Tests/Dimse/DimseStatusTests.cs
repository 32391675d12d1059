using Archive.Protocol.Dimse;

namespace Archive.Protocol.Tests.Dimse;

public sealed class DimseStatusTests
{
    [Theory]
    [InlineData(0x0000, DimseStatusClass.Success)]
    [InlineData(0x0001, DimseStatusClass.Warning)]
    [InlineData(0x0107, DimseStatusClass.Warning)]
    [InlineData(0x0116, DimseStatusClass.Warning)]
    [InlineData(0xB000, DimseStatusClass.Warning)]
    [InlineData(0xB007, DimseStatusClass.Warning)]
    [InlineData(0xBFFF, DimseStatusClass.Warning)]
    [InlineData(0x0105, DimseStatusClass.Failure)]
    [InlineData(0x0122, DimseStatusClass.Failure)]
    [InlineData(0x0213, DimseStatusClass.Failure)]
    [InlineData(0xA700, DimseStatusClass.Failure)]
    [InlineData(0xA801, DimseStatusClass.Failure)]
    [InlineData(0xA9FF, DimseStatusClass.Failure)]
    [InlineData(0xC123, DimseStatusClass.Failure)]
    [InlineData(0x7777, DimseStatusClass.Failure)]
    [InlineData(0xFE00, DimseStatusClass.Cancel)]
    [InlineData(0xFF00, DimseStatusClass.Pending)]
    [InlineData(0xFF01, DimseStatusClass.Pending)]
    public void A_code_belongs_to_its_class(int code, DimseStatusClass expected) =>
        Assert.Equal(expected, new DimseStatus((ushort)code).Class);

    [Theory]
    [InlineData(0x0000, "0000H (Success)")]
    [InlineData(0xA700, "A700H (Refused: out of resources)")]
    [InlineData(0xA7AB, "A7ABH (Refused: out of resources)")]
    [InlineData(0xC0DE, "C0DEH (Cannot understand or unable to process)")]
    [InlineData(0xB123, "B123H (Warning)")]
    [InlineData(0x7777, "7777H (Failure)")]
    public void A_code_prints_as_the_standard_writes_it_with_its_meaning(int code, string expected) =>
        Assert.Equal(expected, new DimseStatus((ushort)code).ToString());
}
