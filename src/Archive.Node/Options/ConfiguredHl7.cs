using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Archive.Actors.Workflow.Hl7;
using Archive.Cli;
using Archive.Cli.Connections;

namespace Archive.Node.Options;

/// <summary>Reads <see cref="Hl7Options"/>, with the files that they name.</summary>
internal static class ConfiguredHl7
{
    private const string Prefix = "Archive:Hl7:";

    /// <summary>Null when nobody is to listen.</summary>
    /// <exception cref="CommandException">A value or a file is not what it should be.</exception>
    public static Hl7Settings? Read(ArchiveOptions archive)
    {
        var options = archive.Hl7;
        if (!options.Enabled)
            return null;
        var address = OptionText.Address(options.BindAddress, Prefix + nameof(options.BindAddress));
        if (!IPAddress.IsLoopback(address) && options.Senders.Count == 0 && !options.RequireClientCertificate)
        {
            throw new StartException($"{Prefix}BindAddress is {address}, where others than this machine can reach it, and whoever does could change the worklist: set {Prefix}Senders "
                + $"to the addresses of the order systems, or {Prefix}Tls with RequireClientCertificate.");
        }

        return new Hl7Settings
        {
            EndPoint = new IPEndPoint(address, options.Port),
            Mapping = ReadMapping(options.Mapping),
            FallbackCharacterSet = OptionText.CharacterSet(options.FallbackCharacterSet, Prefix + nameof(options.FallbackCharacterSet)),
            Senders = [.. options.Senders.Select(Network)],
            MaxConnections = options.MaxConnections,
            MaxMessageBytes = options.MaxMessageBytes,
            Idle = TimeSpan.FromSeconds(options.IdleSeconds),
            Frame = TimeSpan.FromSeconds(options.FrameSeconds),
            Send = TimeSpan.FromSeconds(options.SendSeconds),
            Store = TimeSpan.FromSeconds(options.StoreSeconds),
            Tls = ReadTls(options, archive.Tls),
        };
    }

    private static Hl7Mapping ReadMapping(string path)
    {
        if (path.Length == 0)
            return Hl7Mapping.Default;
        try
        {
            return Hl7Mapping.Read(path, File.ReadAllBytes(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StartException($"{Prefix}Mapping '{path}' cannot be read: {e.Message}", e);
        }
        catch (Hl7MappingException e)
        {
            throw new StartException($"{Prefix}Mapping: {e.Message}", e);
        }
    }

    private static IPNetwork Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : throw new StartException($"{Prefix}Senders has '{text}', which is neither an IP address nor a network such as 192.0.2.0/24.");

    private static SslServerAuthenticationOptions? ReadTls(Hl7Options options, TlsOptions files)
    {
        if (!options.Tls)
        {
            return !options.RequireClientCertificate ? null
                : throw new StartException($"{Prefix}RequireClientCertificate is for connections with TLS: set {Prefix}Tls, too.");
        }

        if (files.Certificate.Length == 0 || files.Key.Length == 0)
            throw new StartException($"{Prefix}Tls needs a certificate to show: set Archive:Tls:Certificate and Archive:Tls:Key.");
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = CertificateFiles.ReadOwn(files.Certificate, "Archive:Tls:Certificate", files.Key, "Archive:Tls:Key"),
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
        };
        if (!options.RequireClientCertificate)
            return tls;
        if (files.TrustedCertificates.Length == 0)
            throw new StartException($"{Prefix}RequireClientCertificate needs to know whose: set Archive:Tls:TrustedCertificates.");
        var trusted = CertificateFiles.ReadAll(files.TrustedCertificates, "Archive:Tls:TrustedCertificates");
        tls.ClientCertificateRequired = true;
        tls.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is X509Certificate2 shown && IsTrusted(shown, trusted);
        return tls;
    }

    /// <summary>As for those whom the archive calls: by an authority of the file, or itself in it.</summary>
    private static bool IsTrusted(X509Certificate2 certificate, X509Certificate2Collection trusted)
    {
        if (DateTime.Now < certificate.NotBefore || DateTime.Now > certificate.NotAfter)
            return false;
        if (trusted.Contains(certificate))
            return true;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck; // hospital networks reach no authority's list
        chain.ChainPolicy.CustomTrustStore.AddRange(trusted);
        chain.ChainPolicy.ExtraStore.AddRange(trusted);
        return chain.Build(certificate);
    }
}
