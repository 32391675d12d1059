using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.Storage.Tests.Index;

public sealed class IndexedValueTests
{
    [Theory]
    [Requirement("TIGER-15")]
    [InlineData("20260131", "20260131")]
    [InlineData(" 20260131 ", "20260131")]
    [InlineData("2026.01.31", "20260131")]
    [InlineData("2026-01-31", "20260131")]
    [InlineData("01/31/2026", "20260131")]
    [InlineData("1/2/2026", "20260102")]
    [InlineData("20249931", "")]
    [InlineData("31/01/2026", "")]
    [InlineData("UNKNOWN", "")]
    [InlineData("", "")]
    [InlineData(null, "")]
    public void Dates_are_read_when_they_are_dates(string? value, string expected) => Assert.Equal(expected, IndexedValue.Date(value));

    [Theory]
    [Requirement("TIGER-15")]
    [InlineData("10", "100000000000", "105960999999")]
    [InlineData("1015", "101500000000", "101560999999")]
    [InlineData("101530", "101530000000", "101530999999")]
    [InlineData("101530.5", "101530500000", "101530599999")]
    [InlineData("101530.123456", "101530123456", "101530123456")]
    [InlineData("10:15:30", "101530000000", "101530999999")]
    [InlineData("10:15:30.25", "101530250000", "101530259999")]
    [InlineData("10:15:30:25", "101530250000", "101530259999")]
    [InlineData("235960", "235960000000", "235960999999")]
    [InlineData("24", "", "")]
    [InlineData("1060", "", "")]
    [InlineData("99:99", "", "")]
    [InlineData("10.5", "", "")]
    [InlineData("101530.1234567", "", "")]
    [InlineData("noon", "", "")]
    [InlineData(null, "", "")]
    public void Times_are_read_as_the_span_that_they_name(string? value, string first, string last) =>
        Assert.Equal((first, last), (IndexedValue.Time(value), IndexedValue.TimeEnd(value)));

    [Theory]
    [InlineData("007", "7")]
    [InlineData("+7 ", "7")]
    [InlineData("-0", "0")]
    [InlineData("99999999999999999999", "99999999999999999999")]
    [InlineData("1e9", "1e9")]
    [InlineData("", "")]
    public void Integers_are_compared_by_their_value_and_other_text_as_it_is(string value, string expected) => Assert.Equal(expected, IndexedValue.Integer(value));
}
