using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archive.Actors.Associations;

namespace Archive.Node.Options;

/// <summary>Reads the files of <see cref="TlsOptions"/>, and those that a command names.</summary>
internal static class TlsCertificates
{
    /// <exception cref="StartException">A file cannot be read or holds something else.</exception>
    public static TlsClient CreateClient(TlsOptions options)
    {
        if (options.Certificate.Length == 0 != (options.Key.Length == 0))
            throw new StartException("Archive:Tls:Certificate and Archive:Tls:Key belong together: give both or none.");
        return new TlsClient(
            options.TrustedCertificates.Length == 0 ? null : ReadAll(options.TrustedCertificates, "Archive:Tls:TrustedCertificates"),
            options.Certificate.Length == 0 ? null : ReadOwn(options.Certificate, "Archive:Tls:Certificate", options.Key, "Archive:Tls:Key"));
    }

    /// <summary>A certificate with those of the authorities that stand in the same file, and its private key.</summary>
    /// <inheritdoc cref="CreateClient"/>
    public static SslStreamCertificateContext ReadOwn(string certificatePath, string certificateName, string keyPath, string keyName)
    {
        var withAuthorities = ReadAll(certificatePath, certificateName);
        try
        {
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificatePath, keyPath), withAuthorities, offline: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new StartException($"{keyName} '{keyPath}' is no private key of {certificateName} in PEM form: {e.Message}", e);
        }
    }

    /// <inheritdoc cref="CreateClient"/>
    public static X509Certificate2Collection ReadAll(string path, string name)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException($"{name} '{path}' cannot be read: {e.Message}", e);
        }

        return certificates.Count > 0 ? certificates : throw new StartException($"{name} '{path}' holds no certificate in PEM form.");
    }
}
