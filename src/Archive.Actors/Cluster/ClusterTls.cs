using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Akka.Event;

namespace Archive.Actors.Cluster;

/// <summary>
/// By what nodes show each other who they are: both ends of a connection have a certificate of an authority that issues none to anybody else. Which of
/// its certificates does not matter, since every node may do everything.
/// </summary>
/// <param name="Certificate">This node's, with its private key.</param>
/// <param name="Authorities">Those that issue nodes theirs, and what lies between.</param>
public sealed record ClusterTls(X509Certificate2 Certificate, X509Certificate2Collection Authorities)
{
    /// <summary>What the system trusts is of no matter.</summary>
    /// <param name="problem">Why it is not trusted.</param>
    public bool Trusts(X509Certificate2? certificate, out string problem)
    {
        problem = "it shows no certificate";
        if (certificate is null)
            return false;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(Authorities);
        chain.ChainPolicy.ExtraStore.AddRange(Authorities);
        var isTrusted = chain.Build(certificate);
        problem = string.Join(", ", chain.ChainStatus.Select(status => status.StatusInformation.Trim().TrimEnd('.')));
        foreach (var element in chain.ChainElements)
            element.Certificate.Dispose();
        return isTrusted;
    }

    /// <summary>For Akka's remoting, at both ends.</summary>
    internal bool Validate(X509Certificate2? certificate, X509Chain? chain, string peer, SslPolicyErrors errors, ILoggingAdapter log)
    {
        if (Trusts(certificate, out var problem))
            return true;
        log.Warning("The certificate of {0} is no node's: {1}", peer, problem);
        return false;
    }
}
