using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>
/// Destinations by TLS: storescp with a certificate that the archive trusts, and every kind of peer with which there is no TLS,
/// of which each is told from the others to the requestor and in the log, with what to do.
/// </summary>
public sealed class TlsDestinationTests(TlsDestinationTests.SecureNode fixture) : IClassFixture<TlsDestinationTests.SecureNode>
{
    private const string Destination = "SECURE";
    private const string WithoutCertificate = "ANONYMOUS";

    [Theory]
    [InlineData("--ignore-peer-cert")]
    [InlineData("--require-peer-cert")]
    [Requirement("OASIS-25")]
    [Requirement("OASIS-48", "to a destination that requires one")]
    public async Task Objects_go_by_TLS_to_who_has_a_trusted_certificate(string authentication)
    {
        var series = await StoreAsync(fixture.Node);
        await using var destination = await StoreScpAsync("scanner", authentication, "--add-cert-file", fixture.Folder["archive.pem"]);

        var moved = await MoveAsync(fixture.Node, series[0]);

        Assert.Equal(DimseStatus.Success, moved.Last.Status);
        moved.AssertCounted(completed: series.Count, failed: 0);
        Assert.Equal(series.Count, destination.ReceivedFiles.Count);
    }

    [Theory]
    [InlineData("stranger", "TLS: self-signed certificate; add it to TrustedCertificates", "is signed by itself and not trusted")]
    [InlineData("foreign", "TLS: unknown authority; add it to TrustedCertificates", "CN=Other, which is not trusted")]
    [InlineData("expired", "TLS: its certificate has expired; renew it at the destination", "was valid until")]
    [InlineData("early", "TLS: its certificate is not valid yet; compare the clocks", "is valid from")]
    [InlineData("elsewhere", "TLS: its certificate is for another name; correct its Host", "is for elsewhere.example, not for 127.0.0.1")]
    public async Task What_is_wrong_with_a_certificate_is_said_and_what_to_do(string certificate, string comment, string line)
    {
        var series = await StoreAsync(fixture.Node);
        await using var destination = await StoreScpAsync(certificate, "--ignore-peer-cert");

        await AssertFailsAsync(fixture.Node, series[0], comment, line);

        Assert.Empty(destination.ReceivedFiles);
    }

    [Fact]
    public async Task A_destination_that_refuses_the_archives_certificate_is_told_from_one_that_wants_one()
    {
        await using var destination = await StoreScpAsync("scanner", "--require-peer-cert", "--add-cert-file", fixture.Folder["scanner.pem"]);
        await using var anonymous = await fixture.StartAsync(WithoutCertificate);

        await AssertFailsAsync(fixture.Node, (await StoreAsync(fixture.Node))[0],
            "TLS: it refuses our certificate; have it trust that one", "does not take the certificate that it was shown");
        await AssertFailsAsync(anonymous, (await StoreAsync(anonymous))[0],
            "TLS: it wants our certificate; set Archive:Tls:Certificate", "wants a certificate of its client");
    }

    [Fact]
    public async Task A_destination_that_knows_only_older_TLS_is_said_to_do_so()
    {
        using var server = DcmtkTool.Start("openssl", "s_server", "-quiet", "-accept", $"127.0.0.1:{fixture.Port}",
            "-cert", fixture.Folder["scanner.pem"], "-key", fixture.Folder["scanner.key"], "-tls1_1", "-cipher", "ALL:@SECLEVEL=0");
        try
        {
            await Eventually.HoldsAsync("openssl listens", () => Task.FromResult(Listens()));

            await AssertFailsAsync(fixture.Node, (await StoreAsync(fixture.Node))[0],
                "TLS: it knows none later than 1.1; have its software updated", "knows no TLS 1.2 or 1.3");
        }
        finally
        {
            server.Kill();
            await server.WaitForExitAsync();
        }

        bool Listens() => System.Net.NetworkInformation.IPGlobalProperties.GetIPGlobalProperties().GetActiveTcpListeners().Any(listener => listener.Port == fixture.Port);
    }

    [Fact]
    public async Task A_destination_of_plain_DICOM_is_said_to_be_that()
    {
        await using var destination = await DcmtkServer.StoreScpAsync(fixture.Port);

        var moved = await MoveAsync(fixture.Node, (await StoreAsync(fixture.Node))[0]);

        Assert.Contains(moved.Last.ErrorComment, new[] { "TLS: it answers in plain DICOM; take Tls from this peer", "TLS: it hangs up at once; perhaps it wants Tls=false" });
        await Eventually.HoldsAsync("that it is plain DICOM is said", () => Task.FromResult(
            (fixture.Node.Console + moved.Last.ErrorComment).Contains("plain DICOM", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_destination_that_does_not_go_on_with_the_handshake_is_said_not_to()
    {
        using var silent = new TcpListener(IPAddress.Loopback, fixture.Port);
        silent.Start();

        await AssertFailsAsync(fixture.Node, (await StoreAsync(fixture.Node))[0],
            "TLS: it does not answer the handshake; is this its TLS port?", "handshake did not end within 10 s");
    }

    private static async Task<IReadOnlyList<TestInstance>> StoreAsync(NodeProcess node)
    {
        var series = StudyTree.Series(2);
        foreach (var instance in series)
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(instance)));
        return series;
    }

    private static Task<RetrievalOutcome> MoveAsync(NodeProcess node, TestInstance instance) =>
        RetrievalOutcome.MoveAsync(node, Destination, StudyTree.IdentifierOf(instance, InformationModel.StudyRoot, "STUDY"));

    private static async Task AssertFailsAsync(NodeProcess node, TestInstance instance, string comment, string line)
    {
        var moved = await MoveAsync(node, instance);

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, moved.Last.Status);
        Assert.Equal(comment, moved.Last.ErrorComment?.Trim());
        foreach (var part in new[] { line, comment })
            await Eventually.HoldsAsync($"the log says '{part}'", () => Task.FromResult(node.Console.Contains(part, StringComparison.Ordinal)));
    }

    private Task<DcmtkServer> StoreScpAsync(string certificate, params string[] options) => DcmtkServer.StoreScpAsync(
        fixture.Port, ["--enable-tls", fixture.Folder[$"{certificate}.key"], fixture.Folder[$"{certificate}.pem"], .. options]);

    /// <summary>A node that trusts the certificate of one scanner, and an authority.</summary>
    public sealed class SecureNode : IAsyncLifetime
    {
        public TemporaryFolder Folder { get; } = new();

        /// <summary>Where the destination is.</summary>
        public int Port { get; } = FreePort.Next();

        public NodeProcess Node { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            using var authority = TestCertificates.SelfSigned("Authority", isAuthority: true);
            using var other = TestCertificates.SelfSigned("Other", isAuthority: true);
            Write("archive", TestCertificates.SelfSigned("archive", isAuthority: true));
            Write("scanner", TestCertificates.SelfSigned("scanner", isAuthority: true));
            Write("stranger", TestCertificates.SelfSigned("stranger", isAuthority: true));
            Write("foreign", TestCertificates.Issued(other, "127.0.0.1"));
            Write("expired", TestCertificates.Issued(authority, "127.0.0.1", daysValid: -1));
            Write("early", TestCertificates.Issued(authority, "127.0.0.1", daysUntilValid: 0.25));
            Write("elsewhere", TestCertificates.Issued(authority, "elsewhere.example"));
            await File.WriteAllTextAsync(Folder["trusted.pem"], await File.ReadAllTextAsync(Folder["scanner.pem"]) + '\n' + authority.ExportCertificatePem());
            Node = await StartAsync("data", $"--Archive:Tls:Certificate={Folder["archive.pem"]}", $"--Archive:Tls:Key={Folder["archive.key"]}");
        }

        public async Task DisposeAsync()
        {
            await Node.DisposeAsync();
            Folder.Dispose();
        }

        public Task<NodeProcess> StartAsync(string name, params string[] options) => NodeProcess.StartAsync(Folder[name],
        [
            $"--Archive:Peers:0:AeTitle={Destination}", "--Archive:Peers:0:Roles:0=MoveDestination", "--Archive:Peers:0:Host=127.0.0.1",
            string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:0:Port={Port}"), "--Archive:Peers:0:Tls=true", "--Archive:Peers:0:Retries=0",
            $"--Archive:Tls:TrustedCertificates={Folder["trusted.pem"]}", .. options,
        ]);

        private void Write(string name, X509Certificate2 certificate)
        {
            using (certificate)
                TestCertificates.Write(Folder, name, certificate);
        }
    }
}
