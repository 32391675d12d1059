using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archive.Node.Options;

namespace Archive.Node.Tests.Options;

/// <summary>The files of <c>Archive:Tls</c>.</summary>
public sealed class TlsCertificatesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("archive-test-").FullName;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly string _certificateFile;
    private readonly string _keyFile;

    public TlsCertificatesTests()
    {
        using var certificate = new CertificateRequest("CN=archive", _key, HashAlgorithmName.SHA256)
            .CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        _certificateFile = Write("certificate.pem", certificate.ExportCertificatePem());
        _keyFile = Write("key.pem", _key.ExportPkcs8PrivateKeyPem());
    }

    public void Dispose()
    {
        _key.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Certificates_and_key_are_read_from_pem_files()
    {
        TlsCertificates.CreateClient(new TlsOptions());
        TlsCertificates.CreateClient(new TlsOptions { TrustedCertificates = _certificateFile });
        TlsCertificates.CreateClient(new TlsOptions { Certificate = _certificateFile, Key = _keyFile });
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

    private static void AssertRefused(string beginning, TlsOptions options) =>
        Assert.StartsWith(beginning, Assert.Throws<StartException>(() => TlsCertificates.CreateClient(options)).Message, StringComparison.Ordinal);

    private string Write(string name, string text)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
