using System.Net;
using System.Net.Sockets;
using Archive.Actors.Cluster;
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
            return options.Database.Provider == DatabaseProvider.PostgreSql ? settings with { Port = ((IPEndPoint)socket.LocalEndPoint!).Port } : settings;
        }
        catch (SocketException e)
        {
            throw new StartException($"The cluster cannot listen on {endPoint}: {e.Message}. Set Archive:Cluster:Port or stop what uses it.", e);
        }
    }

    private static ClusterSettings Read(ClusterOptions options)
    {
        var address = OptionText.Address(options.BindAddress, "Archive:Cluster:BindAddress");
        return IPAddress.IsLoopback(address)
            ? new ClusterSettings { BindAddress = address, Port = options.Port, PublicHost = options.PublicHost is { Length: > 0 } host ? host : null }
            : throw new StartException($"Archive:Cluster:BindAddress is {address}, but nodes do not prove to each other who they are yet: "
                + "whoever reaches the port could write to the archive. Leave it at 127.0.0.1.");
    }
}
