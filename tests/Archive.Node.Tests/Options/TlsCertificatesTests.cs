using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archive.Cli;
using Archive.Node.Options;
using Archive.Protocol.Connections;
using Archive.Testing;

namespace Archive.Node.Tests.Options;

/// <summary>The files of <c>Archive:Tls</c>.</summary>
public sealed class TlsCertificatesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-test-").FullName;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _certificateFile;
    private readonly string _keyFile;
    private readonly X509Certificate2 _certificate;

    public TlsCertificatesTests()
    {
        _certificate = new CertificateRequest("CN=archive", _key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _certificateFile = Write("certificate.pem", _certificate.ExportCertificatePem());
        _keyFile = Write("key.pem", _key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _certificate.Dispose();
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Certificates_and_key_of_pem_files_are_those_that_count_in_a_handshake()
    {
        var trusting = new TlsOptions { TrustedCertificates = _certificateFile };
        var known = new TlsOptions { TrustedCertificates = _certificateFile, Certificate = _certificateFile, Key = _keyFile };

        Assert.Null(await ShakeHandsAsync(TlsCertificates.CreateClient(trusting)));
        Assert.Equal(_certificate.Thumbprint, await ShakeHandsAsync(TlsCertificates.CreateClient(known)));
        await Assert.ThrowsAnyAsync<Exception>(() => ShakeHandsAsync(TlsCertificates.CreateClient(new TlsOptions())));
    }

    [Fact]
    public void What_is_wrong_is_said_with_the_name_of_the_option()
    {
        var none = Path.Combine(_folder, "none.pem");
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var otherKey = Write("other.pem", other.ExportPkcs8PrivateKeyPem());

        AssertRefused($"Archive:Tls:TrustedCertificates '{none}' cannot be read:", new TlsOptions { TrustedCertificates = none });
        AssertRefused($"Archive:Tls:TrustedCertificates '{_keyFile}' holds no certificate in PEM form.", new TlsOptions { TrustedCertificates = _keyFile });
        AssertRefused("Archive:Tls:Certificate and Archive:Tls:Key belong together: give both or none.", new TlsOptions { Certificate = _certificateFile });
        AssertRefused("Archive:Tls:Certificate and Archive:Tls:Key belong together: give both or none.", new TlsOptions { Key = _keyFile });
        AssertRefused($"Archive:Tls:Certificate '{none}' cannot be read:", new TlsOptions { Certificate = none, Key = _keyFile });
        AssertRefused($"Archive:Tls:Key '{otherKey}' is no private key of Archive:Tls:Certificate", new TlsOptions { Certificate = _certificateFile, Key = otherKey });
        AssertRefused($"Archive:Tls:Key '{none}' is no private key of Archive:Tls:Certificate", new TlsOptions { Certificate = _certificateFile, Key = none });
    }

    /// <summary>With a server that has the certificate of the files; the thumbprint of what the client shows, null for nothing.</summary>
    private async Task<string?> ShakeHandsAsync(TlsClient client)
    {
        var (peer, connection) = await ScriptedPeer.PairAsync();
        using var closed = peer;
        await using var ours = connection;
        await using var server = new SslStream(peer.Stream, leaveInnerStreamOpen: true,
            (_, shown, _, _) => shown is null || shown.GetCertHashString() == _certificate.Thumbprint);
        var serving = server.AuthenticateAsServerAsync(_certificate, clientCertificateRequired: true, checkCertificateRevocation: false);
        await using var secured = await client.SecureAsync(ours, "archive", CancellationToken.None).AsTask().WaitAsync(Limit);
        await serving.WaitAsync(Limit);
        return (server.RemoteCertificate as X509Certificate2)?.Thumbprint;
    }

    private static void AssertRefused(string beginning, TlsOptions options) =>
        Assert.StartsWith(beginning, Assert.ThrowsAny<CommandException>(() => TlsCertificates.CreateClient(options)).Message, StringComparison.Ordinal);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
