using System.Globalization;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Archive.Protocol.Connections;

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

    /// <exception cref="TlsException">The peer's certificate is not trusted, or the handshake failed.</exception>
    public async ValueTask<Stream> SecureAsync(Stream connection, string host, CancellationToken cancellationToken)
    {
        var tap = new HandshakeTap(connection);
        var (problem, isAsked) = (default(TlsException), false);
        var secure = new TlsStream(tap, end => OfCertificate(end, isAsked));
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = host,
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            ClientCertificateContext = own,
            RemoteCertificateValidationCallback = (_, certificate, chain, errors) =>
                (problem = ProblemOf(certificate as X509Certificate2, chain, errors, host)) is null,
        };
        if (own is null)
        {
            options.LocalCertificateSelectionCallback = (_, _, _, shown, _) =>
            {
                isAsked |= shown is not null; // before the peer has shown its own, this is called without having been asked
                return null!;
            };
        }

        try
        {
            await secure.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return secure;
        }
        catch (Exception failure)
        {
            await secure.DisposeAsync().ConfigureAwait(false);
            if (failure is AuthenticationException or IOException)
                throw problem ?? Explain(failure, tap, isAsked);
            throw;
        }
    }

    /// <summary>Why a handshake failed that the peer's certificate did not make fail.</summary>
    private TlsException Explain(Exception failure, HandshakeTap tap, bool isAsked) => tap switch
    {
        { HasAnswer: false } => new TlsException(TlsProblem.Closed, "The peer closed the connection at the first message of TLS", failure),
        { IsTls: false } => new TlsException(TlsProblem.NotTls, "The peer answers with something else than TLS", failure),
        { IsOldVersion: true } => new TlsException(TlsProblem.OldVersion, "The peer knows no TLS 1.2 or 1.3", failure),
        _ => OfCertificate(failure, isAsked) ?? new TlsException(TlsProblem.Failed, $"The TLS handshake failed: {Innermost(failure).Message}", failure),
    };

    /// <summary>Whether a connection that ended before the peer sent anything did so for our certificate, or for want of one.</summary>
    private TlsException? OfCertificate(Exception? end, bool isAsked)
    {
        if (isAsked)
            return new TlsException(TlsProblem.CertificateWanted, "The peer wants a certificate of its client, and there is none to show", end);
        return own is not null && end is not null && Innermost(end).Message.Contains("alert", StringComparison.OrdinalIgnoreCase)
            ? new TlsException(TlsProblem.CertificateRefused, $"The peer does not take the certificate that it was shown: {Innermost(end).Message}", end)
            : null;
    }

    private TlsException? ProblemOf(X509Certificate2? certificate, X509Chain? sent, SslPolicyErrors errors, string host)
    {
        if (UnsafeTrustsAny)
            return null;
        if (certificate is null)
            return new TlsException(TlsProblem.Failed, "The peer shows no certificate");
        if (Validity(certificate.NotBefore, certificate.NotAfter) is { } invalid)
            return invalid;
        if (trusted?.Contains(certificate) == true)
            return null;
        var problem = trusted is null
            ? errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? OfChain(certificate, sent!.ChainStatus) : null
            : BuildChain(certificate, sent, trusted);
        if (problem is null && errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
            problem = new TlsException(TlsProblem.WrongName, $"The peer's certificate is for {Names(certificate)}, not for {host}");
        return problem;
    }

    private static TlsException? BuildChain(X509Certificate2 certificate, X509Chain? sent, X509Certificate2Collection authorities)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(authorities);
        chain.ChainPolicy.ApplicationPolicy.Add(ServerAuthentication);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // hospital networks reach no authority's list
        foreach (var element in sent?.ChainElements ?? Enumerable.Empty<X509ChainElement>())
            chain.ChainPolicy.ExtraStore.Add(element.Certificate);
        return chain.Build(certificate) ? null : OfChain(certificate, chain.ChainStatus);
    }

    private static TlsException OfChain(X509Certificate2 certificate, X509ChainStatus[] statuses)
    {
        var all = statuses.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
        if ((all & (X509ChainStatusFlags.UntrustedRoot | X509ChainStatusFlags.PartialChain)) == 0)
        {
            return all.HasFlag(X509ChainStatusFlags.NotTimeValid)
                ? new TlsException(TlsProblem.Expired, "The certificate of an authority over the peer's is not valid now")
                : new TlsException(TlsProblem.Failed, $"The peer's certificate is not good: {string.Join("; ", statuses.Select(status => status.StatusInformation))}");
        }

        return certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData)
            ? new TlsException(TlsProblem.SelfSigned, $"The peer's certificate {certificate.Subject} is signed by itself and not trusted")
            : new TlsException(TlsProblem.UnknownAuthority, $"The peer's certificate is of the authority {certificate.Issuer}, which is not trusted");
    }

    private static TlsException? Validity(DateTime from, DateTime until)
    {
        if (DateTime.Now > until)
            return new TlsException(TlsProblem.Expired, string.Create(CultureInfo.InvariantCulture, $"The peer's certificate was valid until {until:yyyy-MM-dd HH:mm}"));
        return DateTime.Now < from
            ? new TlsException(TlsProblem.NotYetValid, string.Create(CultureInfo.InvariantCulture, $"The peer's certificate is valid from {from:yyyy-MM-dd HH:mm} on"))
            : null;
    }

    private static string Names(X509Certificate2 certificate)
    {
        var names = certificate.Extensions.OfType<X509SubjectAlternativeNameExtension>()
            .SelectMany(extension => extension.EnumerateDnsNames().Concat(extension.EnumerateIPAddresses().Select(address => address.ToString()))).ToArray();
        return names.Length > 0 ? string.Join(", ", names) : certificate.Subject;
    }

    private static Exception Innermost(Exception exception) => exception.InnerException is { } inner ? Innermost(inner) : exception;
}
