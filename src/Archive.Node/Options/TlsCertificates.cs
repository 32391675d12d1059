using Archive.Cli;
using Archive.Cli.Connections;
using Archive.Protocol.Connections;

namespace Archive.Node.Options;

/// <summary>Reads the files of <see cref="TlsOptions"/>.</summary>
internal static class TlsCertificates
{
    /// <exception cref="CommandException">A file cannot be read or holds something else.</exception>
    public static TlsClient CreateClient(TlsOptions options)
    {
        if (options.Certificate.Length == 0 != (options.Key.Length == 0))
            throw new StartException("Archive:Tls:Certificate and Archive:Tls:Key belong together: give both or none.");
        return new TlsClient(
            options.TrustedCertificates.Length == 0 ? null : CertificateFiles.ReadAll(options.TrustedCertificates, "Archive:Tls:TrustedCertificates"),
            options.Certificate.Length == 0 ? null : CertificateFiles.ReadOwn(options.Certificate, "Archive:Tls:Certificate", options.Key, "Archive:Tls:Key"));
    }
}
