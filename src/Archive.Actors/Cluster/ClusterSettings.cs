using System.Net;

namespace Archive.Actors.Cluster;

/// <summary>Where other nodes reach this one.</summary>
public sealed record ClusterSettings
{
    /// <summary>Loopback: who reaches the port is not asked who he is.</summary>
    public IPAddress BindAddress { get; init; } = IPAddress.Loopback;

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }
}
