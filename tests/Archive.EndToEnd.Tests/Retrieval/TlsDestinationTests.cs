using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>Destinations by TLS: storescp with a certificate that the archive trusts, wants one of the archive, or has one of nobody.</summary>
public sealed class TlsDestinationTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly int _port = FreePort.Next();

    public TlsDestinationTests()
    {
        foreach (var name in new[] { "archive", "scanner", "stranger" })
            WriteCertificate(name);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("scanner", "-ic")]
    [InlineData("scanner", "-rc")]
    [Requirement("OASIS-25")]
    public async Task Objects_go_by_TLS_to_who_has_a_trusted_certificate(string certificate, string authentication)
    {
        var moved = await MoveAsync(certificate, authentication);

        Assert.Equal(DimseStatus.Success, moved.Last.Status);
        moved.AssertCounted(completed: 3, failed: 0);
    }

    [Fact]
    public async Task Nothing_goes_to_who_has_another_certificate()
    {
        var moved = await MoveAsync("stranger", "-ic");

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, moved.Last.Status);
        moved.AssertCounted(completed: 0, failed: 3);
    }

    private async Task<RetrievalOutcome> MoveAsync(string certificate, string authentication)
    {
        var series = StudyTree.Series(3);
        await using var destination = await DcmtkServer.StoreScpAsync(_port,
            "+tls", _folder[$"{certificate}.key"], _folder[$"{certificate}.pem"], authentication, "+cf", _folder["archive.pem"]);
        await using var node = await NodeProcess.StartAsync(_folder["data"],
            "--Archive:Peers:0:AeTitle=SECURE", "--Archive:Peers:0:Roles:0=MoveDestination", "--Archive:Peers:0:Host=127.0.0.1", "--Archive:Peers:0:Tls=true",
            string.Create(CultureInfo.InvariantCulture, $"--Archive:Peers:0:Port={_port}"), "--Archive:Peers:0:Retries=0",
            $"--Archive:Tls:TrustedCertificates={_folder["scanner.pem"]}", $"--Archive:Tls:Certificate={_folder["archive.pem"]}", $"--Archive:Tls:Key={_folder["archive.key"]}");
        foreach (var instance in series)
            Assert.Equal(DimseStatus.Success, await node.StoreAsync(WireObject.Of(instance)));

        var moved = await RetrievalOutcome.MoveAsync(node, "SECURE", StudyTree.IdentifierOf(series[0], InformationModel.StudyRoot, "STUDY"));

        Assert.Equal<int?>(moved.Last.NumberOfCompletedSuboperations, destination.ReceivedFiles.Count);
        return moved;
    }

    private void WriteCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(_folder[$"{name}.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(_folder[$"{name}.key"], key.ExportPkcs8PrivateKeyPem());
    }
}
