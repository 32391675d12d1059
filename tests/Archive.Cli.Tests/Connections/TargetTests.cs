using Archive.Cli.Connections;

namespace Archive.Cli.Tests.Connections;

public sealed class TargetTests
{
    [Theory]
    [InlineData("pacs", "", "pacs", 11112)]
    [InlineData("pacs.example:104", "", "pacs.example", 104)]
    [InlineData("192.0.2.1:104", "", "192.0.2.1", 104)]
    [InlineData("PACS@pacs.example:104", "PACS", "pacs.example", 104)]
    [InlineData("A@B@pacs", "A@B", "pacs", 11112)]
    [InlineData("[::1]:104", "", "::1", 104)]
    [InlineData("PACS@[2001:db8::1]", "PACS", "2001:db8::1", 11112)]
    public void A_peer_is_a_host_with_or_without_port_and_title(string text, string title, string host, int port)
    {
        Assert.True(Target.TryParse(text, out var target));
        Assert.Equal((title, host, port), (target.AeTitle.Value, target.Host, target.Port));
    }

    [Theory]
    [InlineData("")]
    [InlineData("@pacs")]
    [InlineData("pacs:")]
    [InlineData("pacs:0")]
    [InlineData("pacs:65536")]
    [InlineData("pacs:-1")]
    [InlineData("pacs:104:104")]
    [InlineData("pa cs:104")]
    [InlineData("[::1:104")]
    [InlineData("A TITLE THAT IS TOO LONG@pacs")]
    public void Anything_else_is_none(string text) => Assert.False(Target.TryParse(text, out _));

    [Theory]
    [InlineData("PACS@pacs.example:104", "pacs.example:104")]
    [InlineData("[::1]:104", "[::1]:104")]
    public void It_is_printed_as_it_is_written(string text, string expected)
    {
        Assert.True(Target.TryParse(text, out var target));
        Assert.Equal(expected, target.ToString());
    }
}
