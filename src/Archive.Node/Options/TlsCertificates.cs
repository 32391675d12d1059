using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Archive.Actors.Associations;

namespace Archive.Node.Options;

/// <summary>Reads the files of <see cref="TlsOptions"/>.</summary>
internal static class TlsCertificates
{
    /// <exception cref="StartException">A file cannot be read or holds something else.</exception>
    public static TlsClient CreateClient(TlsOptions options) => new(ReadTrusted(options), ReadOwn(options));

    private static X509Certificate2Collection? ReadTrusted(TlsOptions options) =>
        options.TrustedCertificates.Length == 0 ? null : ReadAll(options.TrustedCertificates, "Archive:Tls:TrustedCertificates");

    private static SslStreamCertificateContext? ReadOwn(TlsOptions options)
    {
        if (options.Certificate.Length == 0 && options.Key.Length == 0)
            return null;
        if (options.Certificate.Length == 0 || options.Key.Length == 0)
            throw new StartException("Archive:Tls:Certificate and Archive:Tls:Key belong together: give both or none.");
        var withAuthorities = ReadAll(options.Certificate, "Archive:Tls:Certificate");
        try
        {
            var own = X509Certificate2.CreateFromPemFile(options.Certificate, options.Key);
            return SslStreamCertificateContext.Create(own, withAuthorities, offline: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new StartException($"Archive:Tls:Key '{options.Key}' is no private key of Archive:Tls:Certificate in PEM form: {e.Message}", e);
        }
    }

    private static X509Certificate2Collection ReadAll(string path, string name)
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
