using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>Destinations by TLS: storescp with a certificate that the archive trusts, wants one of the archive, or has one of nobody.</summary>
public sealed class TlsDestinationTests(TlsDestinationTests.SecureNode fixture) : IClassFixture<TlsDestinationTests.SecureNode>
{
    private const string Destination = "SECURE";

    [Theory]
    [InlineData("scanner", "--ignore-peer-cert", true)]
    [InlineData("scanner", "--require-peer-cert", true)]
    [InlineData("stranger", "--ignore-peer-cert", false)]
    [Requirement("OASIS-25")]
    [Requirement("OASIS-48", "to a destination that requires one")]
    public async Task Objects_go_by_TLS_to_who_has_a_trusted_certificate_alone(string certificate, string authentication, bool isTrusted)
    {
        var series = StudyTree.Series(3);
        foreach (var instance in series)
            Assert.Equal(DimseStatus.Success, await fixture.Node.StoreAsync(WireObject.Of(instance)));
        await using var destination = await DcmtkServer.StoreScpAsync(
            fixture.Port, "--enable-tls", fixture.Folder[$"{certificate}.key"], fixture.Folder[$"{certificate}.pem"], authentication, "--add-cert-file", fixture.Folder["archive.pem"]);

        var moved = await RetrievalOutcome.MoveAsync(fixture.Node, Destination, StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY"));

        Assert.Equal(isTrusted ? DimseStatus.Success : DimseStatus.OutOfResourcesSuboperations, moved.Last.Status);
        moved.AssertCounted(completed: isTrusted ? series.Count : 0, failed: isTrusted ? 0 : series.Count);
        Assert.Equal(isTrusted ? series.Count : 0, destination.ReceivedFiles.Count);
    }

    /// <summary>A node that trusts the certificate of one scanner.</summary>
    public sealed class SecureNode : IAsyncLifetime
    {
        public TemporaryFolder Folder { get; } = new();

        /// <summary>Where the destination is.</summary>
        public int Port { get; } = FreePort.Next();

        public NodeProcess Node { get; private set; } = null!;

        public async Task InitializeAsync()
        {
            foreach (var name in new[] { "archive", "scanner", "stranger" })
                WriteCertificate(name);
            Node = await NodeProcess.StartAsync(Folder["data"],
                $"--Archive:Peers:0:AeTitle={Destination}", "--Archive:Peers:0:Roles:0=MoveDestination", "--Archive:Peers:0:Host=127.0.0.1",
                string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:0:Port={Port}"), "--Archive:Peers:0:Tls=true", "--Archive:Peers:0:Retries=0",
                $"--Archive:Tls:TrustedCertificates={Folder["scanner.pem"]}", $"--Archive:Tls:Certificate={Folder["archive.pem"]}", $"--Archive:Tls:Key={Folder["archive.key"]}");
        }

        public async Task DisposeAsync()
        {
            await Node.DisposeAsync();
            Folder.Dispose();
        }

        private void WriteCertificate(string name)
        {
            using var key = RSA.Create(2048);
            var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
            using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
            File.WriteAllText(Folder[$"{name}.pem"], certificate.ExportCertificatePem());
            File.WriteAllText(Folder[$"{name}.key"], key.ExportPkcs8PrivateKeyPem());
        }
    }
}
