using System.Globalization;
using System.Net;

namespace Archive.Actors.Cluster;

/// <summary>Where other nodes reach this one, and how long they are waited for.</summary>
public sealed record ClusterSettings
{
    /// <summary>Any but a loopback one needs <see cref="Tls"/>: who reaches the port may do everything.</summary>
    public IPAddress BindAddress { get; init; } = IPAddress.Loopback;

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>The name or address by which other nodes reach this one; null: <see cref="BindAddress"/>.</summary>
    public string? PublicHost { get; init; }

    /// <summary>Null: nobody is asked who he is.</summary>
    public ClusterTls? Tls { get; init; }

    /// <summary>How often a node shows that it lives.</summary>
    public TimeSpan BeatInterval { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How often a node that is not in the cluster yet looks whom it can join.</summary>
    public TimeSpan LookInterval { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>Who shows no life for so long is taken for dead.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>And who says himself that the database does not answer him, for so long: he had the time to show that it does again.</summary>
    public TimeSpan PatienceWithCutOff { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>By which other nodes know this one: <c>host:port</c>.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"{Host}:{Port}");

    internal string Host => PublicHost ?? BindAddress.ToString();
}
