using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Node.Tests.Hosting;

public sealed class CommandLineTests
{
    [Theory]
    [InlineData("find", "--patient-names", "X")]
    [InlineData("find", "--level", "studies")]
    [InlineData("find", "--limit", "0")]
    [InlineData("find", "-k", "PatientNames=X")]
    [InlineData("find", "--model", "patient-study", "--level", "series")]
    [InlineData("find", "--charset", "LATIN")]
    [InlineData("find", "nobody:at:all")]
    [InlineData("find", "--called", "A TITLE THAT IS TOO LONG")]
    [InlineData("echo", "--timeout", "0")]
    [InlineData("echo", "--tls-key", "file.key")]
    [InlineData("echo", "--tls-ca", "/no/such/file")]
    [InlineData("get", "127.0.0.1")]
    [InlineData("move", "--study", "1.2.3")]
    [InlineData("versions", "--instance", "no UID")]
    [InlineData("versions", "--number", "1")]
    [InlineData("versions", "--studies", "1.2")]
    [InlineData("versions", "--Archive:DataDirectory=/no/such/folder")]
    [InlineData("send", "127.0.0.1")]
    [InlineData("import")]
    [InlineData("import", "--associations", "0", ".")]
    [InlineData("import", "--report", "/no/such/folder/report.tsv", ".")]
    public async Task Wrong_arguments_are_told_before_anybody_is_called(params string[] arguments)
    {
        var (exitCode, _, error) = await RunningNode.RunAsync(arguments);

        Assert.Equal(1, exitCode);
        Assert.NotEmpty(error);
        Assert.DoesNotContain("Nothing listens", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(RejectReason.CalledAeTitleNotRecognized, "it is not 'PACS'")]
    [InlineData(RejectReason.CallingAeTitleNotRecognized, "it does not know 'ARCHIVE-CLI'")]
    [InlineData(RejectReason.LocalLimitExceeded, "it has no room")]
    [InlineData(RejectReason.NoReasonGiven, "no reason given")]
    public async Task A_rejection_is_put_into_words(RejectReason reason, string expected)
    {
        using var peer = new ScriptedScp();
        var run = RunningNode.RunAsync("echo", $"PACS@127.0.0.1:{peer.Port}");
        await peer.ReceiveRequestAsync();
        await peer.SendAsync(new AAssociateRj(RejectResult.Permanent, reason));

        var (exitCode, _, error) = await run;

        Assert.Equal(1, exitCode);
        Assert.Contains($"127.0.0.1:{peer.Port} rejected the association:", error, StringComparison.Ordinal);
        Assert.Contains(expected, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_listens_that_is_said()
    {
        var port = FreePort.Next();

        Assert.Equal((1, "", $"Nothing listens at 127.0.0.1:{port}.\n"), await RunningNode.RunAsync("echo", $"127.0.0.1:{port}"));
    }
}
