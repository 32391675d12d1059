using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data;

public sealed class UidTests
{
    [Theory]
    [InlineData("1.2.840.10008.1.1")]
    [InlineData("0")]
    [InlineData("1.02.003")] // leading zeros
    [InlineData("1..2")] // an empty component
    [InlineData("1.2.")]
    [InlineData("1.2.ANON.3")]
    [InlineData("PATIENT_1-4711")]
    [InlineData("8f14e45f-ceea-467f-a0e6-5ad3c3d1e6b1")]
    [InlineData("1.2.840.-17.1")]
    [InlineData("1234567890123456789012345678901234567890123456789012345678901234")]
    public void What_names_one_thing_and_stands_in_every_field_is_a_UID(string text)
    {
        Assert.True(Uid.IsValid(text));
        Assert.Equal(text, new Uid(text).Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../../x")]
    [InlineData("-1.2")]
    [InlineData("1.2 .3")]
    [InlineData("1.2\\1.3")]
    [InlineData("1.2.*")]
    [InlineData("1.2.\u00e9")]
    [InlineData("1.2.\0003")]
    [InlineData("12345678901234567890123456789012345678901234567890123456789012345")] // 65 characters
    public void Anything_else_is_none(string text)
    {
        Assert.False(Uid.IsValid(text));
        Assert.False(Uid.TryParse(text, out _));
        Assert.Throws<FormatException>(() => new Uid(text));
    }

    [Theory]
    [InlineData("1.2.3\0")]
    [InlineData("1.2.3 ")]
    [InlineData(" 1.2.3")]
    [InlineData("\0 1.2.3 \0\0")]
    public void Spaces_and_NULs_around_it_mean_nothing(string text)
    {
        Assert.True(Uid.TryParse(text, out var fromText));
        Assert.True(Uid.TryParse(System.Text.Encoding.ASCII.GetBytes(text), out var fromBytes));
        Assert.Equal((new Uid("1.2.3"), new Uid("1.2.3")), (fromText, fromBytes));
    }

    [Fact]
    public void Letters_and_leading_zeros_tell_one_from_another()
    {
        Assert.NotEqual(new Uid("1.2.a"), new Uid("1.2.A"));
        Assert.NotEqual(new Uid("1.2.3"), new Uid("1.2.03"));
    }

    [Theory]
    [InlineData("1.2.840.10008.1.1", true)]
    [InlineData("1.0.2", true)]
    [InlineData("1.02", false)]
    [InlineData("1..2", false)]
    [InlineData("1.2.", false)]
    [InlineData("1.2.a", false)]
    public void Whether_it_is_as_the_standard_wants_it_is_told(string text, bool isConformant) => Assert.Equal(isConformant, new Uid(text).IsConformant);
}
