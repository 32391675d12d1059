using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Archive.Testing;

/// <summary>Certificates that are made for a test: of an authority, for a host, and such as nobody should trust.</summary>
public static class TestCertificates
{
    /// <param name="daysValid">From now on; negative for one that has expired.</param>
    /// <param name="host">A DNS name or an address that it is for; null for none.</param>
    public static X509Certificate2 SelfSigned(string name, bool isAuthority = false, int daysValid = 1, string? host = null)
    {
        using var key = RSA.Create(2048);
        return Request(name, key, isAuthority, host).CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-2), DateTimeOffset.UtcNow.AddDays(daysValid));
    }

    /// <summary>A certificate of an authority for a host, with its private key.</summary>
    /// <inheritdoc cref="SelfSigned"/>
    /// <param name="daysUntilValid">Positive for one that is not valid yet.</param>
    public static X509Certificate2 Issued(X509Certificate2 authority, string host, int daysValid = 1, double daysUntilValid = -1.5)
    {
        using var key = RSA.Create(2048);
        using var issued = Request(host, key, isAuthority: false, host).Create(
            authority, DateTimeOffset.UtcNow.AddDays(daysUntilValid), DateTimeOffset.UtcNow.AddDays(daysValid * 0.5), RandomNumberGenerator.GetBytes(8));
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Writes <c>name.pem</c> and <c>name.key</c>.</summary>
    public static void Write(TemporaryFolder folder, string name, X509Certificate2 certificate)
    {
        using var key = certificate.GetRSAPrivateKey()!;
        File.WriteAllText(folder[$"{name}.pem"], certificate.ExportCertificatePem());
        File.WriteAllText(folder[$"{name}.key"], key.ExportPkcs8PrivateKeyPem());
    }

    private static CertificateRequest Request(string name, RSA key, bool isAuthority, string? host)
    {
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(isAuthority, hasPathLengthConstraint: false, pathLengthConstraint: 0, critical: true));
        if (host is null)
            return request;
        var names = new SubjectAlternativeNameBuilder();
        if (System.Net.IPAddress.TryParse(host, out var address))
            names.AddIpAddress(address);
        else
            names.AddDnsName(host);
        request.CertificateExtensions.Add(names.Build());
        return request;
    }
}
