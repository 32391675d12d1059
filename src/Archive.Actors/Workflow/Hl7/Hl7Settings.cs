using System.Net;
using System.Net.Security;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>How messages of HL7 are received.</summary>
public sealed record Hl7Settings
{
    /// <summary>Where it listens; port 0 takes a free one.</summary>
    public required IPEndPoint EndPoint { get; init; }

    public Hl7Mapping Mapping { get; init; } = Hl7Mapping.Default;

    /// <summary>What bytes above 7F mean in messages whose MSH-18 says nothing.</summary>
    public CharacterSet FallbackCharacterSet { get; init; } = CharacterSet.Parse(["ISO_IR 100"]);

    /// <summary>Who may connect; empty for everybody.</summary>
    public IReadOnlyList<IPNetwork> Senders { get; init; } = [];

    /// <summary>Connections at once; further ones are closed.</summary>
    public int MaxConnections { get; init; } = 32;

    /// <summary>The longest message in bytes. Each connection may hold one.</summary>
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a connection may be silent between messages.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromHours(1);

    /// <summary>From the first byte of a message to its last; also for a handshake of TLS.</summary>
    public TimeSpan Frame { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the sender to take an answer.</summary>
    public TimeSpan Send { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For the changes of a message to become durable; after that it is answered with AE.</summary>
    public TimeSpan Store { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Null for connections in the clear.</summary>
    public SslServerAuthenticationOptions? Tls { get; init; }
}
