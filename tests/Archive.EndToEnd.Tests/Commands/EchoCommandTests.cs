using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

public sealed class EchoCommandTests
{
    [Fact]
    public async Task A_peer_that_answers_is_told_with_what_it_is()
    {
        await using var peer = await DcmtkServer.StoreScpAsync();

        var result = await CommandRun.RunAsync("echo", $"STORESCP@localhost:{peer.Port}");

        Assert.Equal(0, result.ExitCode);
        Assert.Matches($@"^STORESCP@localhost:{peer.Port} answers in \d+\.\d ms; it is OFFIS_DCMTK_", result.Output);
    }

    [Fact]
    public async Task Without_a_target_the_node_of_this_machine_is_meant_as_its_options_say()
    {
        var port = FreePort.Next();
        using var folder = new TemporaryFolder();
        await using var node = await NodeProcess.StartAsync(folder["data"], $"--Archive:Dicom:Port={port}", "--Archive:AeTitle=HOSPITAL");

        var result = await CommandRun.RunAsync(
            new Dictionary<string, string> { ["Archive__Dicom__Port"] = port.ToString(CultureInfo.InvariantCulture), ["Archive__AeTitle"] = "HOSPITAL" }, "echo");

        Assert.Equal(0, result.ExitCode);
        Assert.StartsWith($"HOSPITAL@127.0.0.1:{port} answers", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TLS_goes_to_peers_whose_certificate_is_trusted_and_to_any_only_when_that_is_said()
    {
        using var folder = new TemporaryFolder();
        WriteCertificate(folder, "peer");
        WriteCertificate(folder, "other");
        await using var peer = await DcmtkServer.StoreScpAsync("+tls", folder["peer.key"], folder["peer.pem"], "--ignore-peer-cert");
        var target = $"localhost:{peer.Port}";

        Assert.Equal(0, (await CommandRun.RunAsync("echo", target, "--tls-ca", folder["peer.pem"])).ExitCode);
        Assert.Equal(0, (await CommandRun.RunAsync("echo", target, "--insecure")).ExitCode);
        var refused = await CommandRun.RunAsync("echo", target, "--tls-ca", folder["other.pem"]);
        Assert.Equal(1, refused.ExitCode);
        Assert.Contains($"No TLS with {target}", refused.Error, StringComparison.Ordinal);
        var plain = await CommandRun.RunAsync("echo", target);
        Assert.Equal(1, plain.ExitCode);
        Assert.Contains("If it expects TLS, add --tls.", plain.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_certificate_that_a_peer_asks_for_is_shown()
    {
        using var folder = new TemporaryFolder();
        WriteCertificate(folder, "peer");
        WriteCertificate(folder, "own");
        await using var peer = await DcmtkServer.StoreScpAsync("+tls", folder["peer.key"], folder["peer.pem"], "--require-peer-cert", "--add-cert-file", folder["own.pem"]);
        var target = $"localhost:{peer.Port}";

        Assert.Equal(1, (await CommandRun.RunAsync("echo", target, "--tls-ca", folder["peer.pem"])).ExitCode);
        var shown = await CommandRun.RunAsync("echo", target, "--tls-ca", folder["peer.pem"], "--tls-cert", folder["own.pem"], "--tls-key", folder["own.key"]);
        Assert.True(shown.ExitCode == 0, shown.Error);
    }

    private static void WriteCertificate(TemporaryFolder folder, string name)
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, false, 0, critical: true));
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(folder[$"{name}.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(folder[$"{name}.key"], key.ExportPkcs8PrivateKeyPem());
    }
}
