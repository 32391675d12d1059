using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Archive.Cli.Connections;

/// <summary>Reads certificates and keys in PEM form. Errors name the option that named the file.</summary>
public static class CertificateFiles
{
    /// <summary>A certificate with those of the authorities that stand in the same file, and its private key.</summary>
    /// <exception cref="CommandException">A file cannot be read or holds something else.</exception>
    public static SslStreamCertificateContext ReadOwn(string certificatePath, string certificateName, string keyPath, string keyName)
    {
        var withAuthorities = ReadAll(certificatePath, certificateName);
        try
        {
            return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(certificatePath, keyPath), withAuthorities, offline: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException or ArgumentException)
        {
            throw new CommandException($"{keyName} '{keyPath}' is no private key of {certificateName} in PEM form: {e.Message}", e);
        }
    }

    /// <exception cref="CommandException">The file cannot be read or holds something else.</exception>
    public static X509Certificate2Collection ReadAll(string path, string name)
    {
        var certificates = new X509Certificate2Collection();
        try
        {
            certificates.ImportFromPemFile(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandException($"{name} '{path}' cannot be read: {e.Message}", e);
        }

        return certificates.Count > 0 ? certificates : throw new CommandException($"{name} '{path}' holds no certificate in PEM form.");
    }
}
