using System.Globalization;
using Archive.Storage.Index;

namespace Archive.Storage.Tests.Index;

public sealed class MomentTests
{
    [Theory]
    [InlineData("2026", "2026-01-01T00:00:00.000000", "2026-12-31T23:59:59.999999")]
    [InlineData("202602", "2026-02-01T00:00:00.000000", "2026-02-28T23:59:59.999999")]
    [InlineData("20260102", "2026-01-02T00:00:00.000000", "2026-01-02T23:59:59.999999")]
    [InlineData("2026010210", "2026-01-02T10:00:00.000000", "2026-01-02T10:59:59.999999")]
    [InlineData("202601021015", "2026-01-02T10:15:00.000000", "2026-01-02T10:15:59.999999")]
    [InlineData("20260102101530", "2026-01-02T10:15:30.000000", "2026-01-02T10:15:30.999999")]
    [InlineData("20260102101530.5 ", "2026-01-02T10:15:30.500000", "2026-01-02T10:15:30.599999")]
    [InlineData("20260102101530.123456", "2026-01-02T10:15:30.123456", "2026-01-02T10:15:30.123456")]
    [InlineData("99991231", "9999-12-31T00:00:00.000000", "9999-12-31T23:59:59.999999")]
    public void A_value_is_every_moment_that_it_can_mean(string value, string first, string last)
    {
        Assert.True(Moment.TryRead(value, out var start, out var end));

        Assert.Equal((first, last), (Format(start), Format(end)));
        Assert.Null(start.Offset);
    }

    [Theory]
    [InlineData("20260102101530+0930", 570)]
    [InlineData("2026-0500", -300)]
    [InlineData("20260102+0000", 0)]
    public void An_offset_may_follow_any_component(string value, int minutes)
    {
        Assert.True(Moment.TryRead(value, out var start, out var end));

        Assert.Equal((TimeSpan.FromMinutes(minutes), TimeSpan.FromMinutes(minutes)), (start.Offset, end.Offset));
    }

    [Theory]
    [InlineData("")]
    [InlineData("202")]
    [InlineData("20261301")]
    [InlineData("20260102.5")]
    [InlineData("20260102101530.1234567")]
    [InlineData("20260102101530+1500")]
    [InlineData("20260102101530+0960")]
    [InlineData("20260102101530+9")]
    [InlineData("yesterday")]
    public void What_is_no_moment_is_none(string value) => Assert.False(Moment.TryRead(value, out _, out _));

    [Theory]
    [InlineData("20260102101530+0100", "20260102091530+0000", 0)]
    [InlineData("20260102101530+0100", "20260102101530+0000", -1)]
    [InlineData("20260102101530+0100", "20260102101530", 0)]
    [InlineData("20260102101530", "20260102101531+0900", -1)]
    public void Moments_compare_as_instants_where_both_have_an_offset_and_as_clocks_else(string left, string right, int expected)
    {
        Assert.True(Moment.TryRead(left, out var first, out _) && Moment.TryRead(right, out var second, out _) && Math.Sign(Moment.Compare(first, second)) == expected);
    }

    private static string Format(Moment moment) => moment.Local.ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture);
}
