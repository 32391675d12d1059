using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Archive.Actors.Associations;

/// <summary>
/// Secures connections that the archive opens (PS3.15 B.12: TLS 1.2 or 1.3). A peer shows a certificate for its host name
/// by a trusted authority, or one that is trusted itself: many devices know no name of their own.
/// </summary>
/// <param name="trusted">Authorities and peers' own certificates; null for what the system trusts.</param>
/// <param name="own">The archive's own certificate with its private key, for peers that ask for one; null for none.</param>
public sealed class TlsClient(X509Certificate2Collection? trusted, SslStreamCertificateContext? own)
{
    private static readonly Oid ServerAuthentication = new("1.3.6.1.5.5.7.3.1");

    /// <summary>Takes any certificate: for a person who tries out a connection.</summary>
    public bool UnsafeTrustsAny { get; init; }

    /// <exception cref="AuthenticationException">The peer's certificate is not trusted, or the handshake failed.</exception>
    public async ValueTask<Stream> SecureAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        var secure = new SslStream(connection);
        try
        {
            await secure.AuthenticateAsClientAsync(
                new SslClientAuthenticationOptions
                {
                    TargetHost = host,
                    EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
                    ClientCertificateContext = own,
                    RemoteCertificateValidationCallback = (_, certificate, chain, errors) => IsTrusted(certificate as X509Certificate2, chain, errors),
                },
                cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    private bool IsTrusted(X509Certificate2? certificate, X509Chain? sent, SslPolicyErrors errors)
    {
        if (UnsafeTrustsAny)
            return true;
        if (certificate is null || trusted is null)
            return errors == SslPolicyErrors.None;
        if (trusted.Contains(certificate))
            return IsValidNow(certificate);
        if ((errors & ~SslPolicyErrors.RemoteCertificateChainErrors) != SslPolicyErrors.None)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // hospital networks reach no authority's list
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate);
    }

    private static bool IsValidNow(X509Certificate2 certificate) =>
        DateTime.Now >= certificate.NotBefore && DateTime.Now <= certificate.NotAfter;
}
