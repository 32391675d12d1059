using System.Net;
using System.Net.Sockets;
using Archive.Actors.Cluster;
using Archive.Cli.Connections;
using Archive.Node.Options;

namespace Archive.Node.Hosting;

/// <summary>Where other nodes are to reach this one.</summary>
internal static class ClusterPlace
{
    /// <summary>
    /// Tried before the node says where it is, and before Akka binds it: whoever is there already must not be taken for an earlier run of this node,
    /// and what Akka cannot bind it reports in a hundred lines. Nodes that share a database need to know their port before they start.
    /// </summary>
    /// <exception cref="StartException">The address cannot be had, or must not.</exception>
    public static ClusterSettings Find(ArchiveOptions options)
    {
        var settings = Read(options.Cluster);
        var endPoint = new IPEndPoint(settings.BindAddress, settings.Port);
        try
        {
            using var socket = new Socket(endPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(endPoint);
            return options.Database.Provider != DatabaseProvider.Sqlite ? settings with { Port = ((IPEndPoint)socket.LocalEndPoint!).Port } : settings;
        }
        catch (SocketException e)
        {
            throw new StartException($"The cluster cannot listen on {endPoint}: {e.Message}. Set Archive:Cluster:Port or stop what uses it.", e);
        }
    }

    private static ClusterSettings Read(ClusterOptions options)
    {
        var address = OptionText.Address(options.BindAddress, "Archive:Cluster:BindAddress");
        var tls = ReadTls(options);
        if (tls is null && !IPAddress.IsLoopback(address))
        {
            throw new StartException($"Archive:Cluster:BindAddress is {address}, where others than this machine can reach the node, and nodes would not prove to each other "
                + "who they are: whoever reaches the port could do everything. Set Archive:Cluster:Certificate, Key and TrustedCertificates, "
                + "which ops/make-certificates.sh makes, or leave it at 127.0.0.1.");
        }

        if (options.PublicHost.Length == 0 && (address.Equals(IPAddress.Any) || address.Equals(IPAddress.IPv6Any)))
            throw new StartException($"Archive:Cluster:BindAddress is {address}, which is no address to call: set Archive:Cluster:PublicHost to the name or address by which other nodes reach this one.");
        return new ClusterSettings { BindAddress = address, Port = options.Port, PublicHost = options.PublicHost.Length > 0 ? options.PublicHost : null, Tls = tls };
    }

    private static ClusterTls? ReadTls(ClusterOptions options)
    {
        const string Prefix = "Archive:Cluster:";
        string[] files = [options.Certificate, options.Key, options.TrustedCertificates];
        if (Array.TrueForAll(files, file => file.Length == 0))
            return null;
        if (Array.Exists(files, file => file.Length == 0))
            throw new StartException($"{Prefix}Certificate, Key and TrustedCertificates belong together: give all or none.");
        var certificate = CertificateFiles.ReadOwn(options.Certificate, Prefix + nameof(options.Certificate), options.Key, Prefix + nameof(options.Key)).TargetCertificate;
        var tls = new ClusterTls(certificate, CertificateFiles.ReadAll(options.TrustedCertificates, Prefix + nameof(options.TrustedCertificates)));
        return tls.Trusts(certificate, out var problem)
            ? tls
            : throw new StartException($"{Prefix}Certificate '{options.Certificate}' is none that other nodes would trust by {Prefix}TrustedCertificates: {problem}.");
    }
}
