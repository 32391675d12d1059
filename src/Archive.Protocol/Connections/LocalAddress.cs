using System.Net;

namespace Archive.Protocol.Connections;

/// <summary>How who listens on this machine is called from it.</summary>
public static class LocalAddress
{
    /// <summary>Who listens on every address of the machine is called by that of its loopback.</summary>
    public static IPAddress ToCall(IPAddress listening) => listening.Equals(IPAddress.Any) ? IPAddress.Loopback
        : listening.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
        : listening;
}
