using System.CommandLine;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Archive.Node.Commands.Connections;

/// <summary>The options of a secure connection (PS3.15 B.12): whom to trust and what to show.</summary>
internal sealed class TlsOptions
{
    private readonly Option<bool> _tls = new("--tls") { Description = "Connect by TLS" };
    private readonly Option<string> _authority = new("--tls-ca") { Description = "PEM file of the authorities to trust instead of those of the system; implies --tls", HelpName = "FILE" };
    private readonly Option<string> _certificate = new("--tls-cert") { Description = "PEM file of the certificate to show to the peer; implies --tls", HelpName = "FILE" };
    private readonly Option<string> _key = new("--tls-key") { Description = "PEM file of its private key, when that is not in the same file", HelpName = "FILE" };
    private readonly Option<bool> _insecure = new("--insecure") { Description = "Take any certificate of the peer; implies --tls" };

    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _tls, _authority, _certificate, _key, _insecure })
            command.Options.Add(option);
    }

    /// <summary>Null for plain TCP.</summary>
    /// <exception cref="CommandException">A file cannot be read.</exception>
    public SslClientAuthenticationOptions? Read(ParseResult parsed)
    {
        var (authority, certificate, key) = (parsed.GetValue(_authority), parsed.GetValue(_certificate), parsed.GetValue(_key));
        var insecure = parsed.GetValue(_insecure);
        if (key is not null && certificate is null)
            throw new CommandException($"{_key.Name} belongs to a certificate: give {_certificate.Name} as well.");
        if (!parsed.GetValue(_tls) && !insecure && authority is null && certificate is null)
            return null;
        var options = new SslClientAuthenticationOptions();
        if (insecure)
            options.RemoteCertificateValidationCallback = (_, _, _, _) => true;
        else if (authority is not null)
            options.CertificateChainPolicy = Trust(authority);
        if (certificate is not null)
            options.ClientCertificateContext = ReadCertificate(certificate, key);
        return options;
    }

    private X509ChainPolicy Trust(string path)
    {
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        Read(_authority.Name, path, () => policy.CustomTrustStore.ImportFromPemFile(path));
        return policy.CustomTrustStore.Count > 0 ? policy : throw new CommandException($"{_authority.Name} {path} holds no certificate.");
    }

    private SslStreamCertificateContext ReadCertificate(string path, string? keyPath)
    {
        SslStreamCertificateContext? context = null;
        Read(_certificate.Name, path, () =>
        {
            // Beside the certificate the file may hold those by which the peer gets from it to an authority that it trusts.
            var chain = new X509Certificate2Collection();
            chain.ImportFromPemFile(path);
            context = SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(path, keyPath), chain, offline: true);
        });
        return context!;
    }

    private static void Read(string option, string path, Action read)
    {
        try
        {
            read();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new CommandException($"{option} {path} cannot be used: {e.Message}", e);
        }
    }
}
