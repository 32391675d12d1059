using System.Text;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data.Deviations;

public sealed class ValueRulesTests
{
    [Theory]
    [Requirement("BASICS-25")]
    [InlineData(Vr.CS, "CT", null)]
    [InlineData(Vr.CS, @"ORIGINAL\PRIMARY\ ", null)]
    [InlineData(Vr.CS, "A NAME LONGER THAN SIXTEEN", DeviationKind.ValueTooLong)]
    [InlineData(Vr.CS, @"ORIGINAL\primary", DeviationKind.InvalidValue)]
    [InlineData(Vr.DS, @"1.5\-2E+3\ 7 ", null)]
    [InlineData(Vr.DS, "0.12345678901234567", DeviationKind.ValueTooLong)]
    [InlineData(Vr.DS, "1,5", DeviationKind.InvalidValue)]
    [InlineData(Vr.IS, "-12", null)]
    [InlineData(Vr.IS, "1e9", DeviationKind.InvalidValue)]
    [InlineData(Vr.DA, "20260229", null)] // that a month has such a day is not asked
    [InlineData(Vr.DA, "20261301", DeviationKind.InvalidValue)]
    [InlineData(Vr.DA, "2026.01.02", DeviationKind.InvalidValue)]
    [InlineData(Vr.DA, "", null)]
    [InlineData(Vr.TM, "03", null)]
    [InlineData(Vr.TM, "030405.123456", null)]
    [InlineData(Vr.TM, "235960", null)]
    [InlineData(Vr.TM, "0304.5", DeviationKind.InvalidValue)]
    [InlineData(Vr.TM, "99:99", DeviationKind.InvalidValue)]
    [InlineData(Vr.DT, "20260102030405.5+0100", null)]
    [InlineData(Vr.DT, "2026", null)]
    [InlineData(Vr.DT, "20260102030405+1", DeviationKind.InvalidValue)]
    [InlineData(Vr.DT, "203", DeviationKind.InvalidValue)]
    [InlineData(Vr.AS, "042Y", null)]
    [InlineData(Vr.AS, "42 Y", DeviationKind.InvalidValue)]
    [InlineData(Vr.UI, "1.2.840\0", null)]
    [InlineData(Vr.UI, @"1.2\1.3", null)]
    [InlineData(Vr.UI, "1.0.20 ", null)]
    [InlineData(Vr.UI, "not a uid", DeviationKind.InvalidValue)]
    [InlineData(Vr.UI, "1..2", DeviationKind.InvalidValue)]
    [InlineData(Vr.UI, "1.2.", DeviationKind.InvalidValue)]
    [InlineData(Vr.UI, "1.02", DeviationKind.InvalidValue)]
    [InlineData(Vr.UI, @"1.2\1.2.ct", DeviationKind.InvalidValue)]
    [InlineData(Vr.LO, "text", null)]
    [InlineData(Vr.PN, "A^B=C=D", null)]
    [InlineData(Vr.AE, "ARCHIVE", null)]
    [InlineData(Vr.LT, @"a\b", null)]
    public void A_value_is_judged_by_its_VR(Vr vr, string value, DeviationKind? broken) =>
        Assert.Equal(broken, ValueRules.FindBroken(new Element(Tags.PatientID, vr, Encoding.ASCII.GetBytes(value))));

    [Fact]
    public void Text_is_as_long_as_its_VR_allows_in_each_value_and_each_group_of_a_name()
    {
        Assert.Null(ValueRules.FindBroken(Text(Vr.LO, new string('a', 64) + '\\' + new string('b', 64))));
        Assert.Equal(DeviationKind.ValueTooLong, ValueRules.FindBroken(Text(Vr.LO, new string('a', 65))));
        Assert.Null(ValueRules.FindBroken(Text(Vr.PN, new string('a', 64) + '=' + new string('b', 64))));
        Assert.Equal(DeviationKind.ValueTooLong, ValueRules.FindBroken(Text(Vr.PN, "a=" + new string('b', 65))));
        Assert.Equal(DeviationKind.ValueTooLong, ValueRules.FindBroken(Text(Vr.LO, new string('a', 65) + '\0')));
        Assert.Equal(DeviationKind.ValueTooLong, ValueRules.FindBroken(Text(Vr.ST, "a line\r\n" + new string('a', 2000))));
        Assert.Null(ValueRules.FindBroken(Text(Vr.LO, new string('é', 65)))); // characters are not counted
        Assert.Null(ValueRules.FindBroken(Text(Vr.LO, "\e$B" + new string('a', 65)))); // nor those of two bytes
    }

    [Fact]
    public void Numbers_come_whole()
    {
        Assert.Null(ValueRules.FindBroken(new Element(Tags.Rows, Vr.US, new byte[4])));
        Assert.Equal(DeviationKind.InvalidValue, ValueRules.FindBroken(new Element(Tags.Rows, Vr.US, new byte[3])));
        Assert.Equal(DeviationKind.InvalidValue, ValueRules.FindBroken(new Element(Tags.RealWorldValueSlope, Vr.FD, new byte[4])));
        Assert.Null(ValueRules.FindBroken(Element.Sequence(Tags.ReferencedImageSequence, [])));
    }

    [Fact]
    public void To_judge_a_UID_costs_no_memory()
    {
        var element = Text(Vr.UI, "1.2.840.10008.5.1.4.1.1.2");
        ValueRules.FindBroken(element);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
            ValueRules.FindBroken(element);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static Element Text(Vr vr, string text) => new(Tags.PatientComments, vr, Encoding.UTF8.GetBytes(text));
}
