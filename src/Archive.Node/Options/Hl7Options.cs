using System.ComponentModel.DataAnnotations;

namespace Archive.Node.Options;

/// <summary>Where order systems send messages of HL7 v2.</summary>
public sealed class Hl7Options
{
    /// <summary>Off: nobody listens.</summary>
    public bool Enabled { get; init; }

    /// <summary>Off loopback only with <see cref="Senders"/> or <see cref="RequireClientCertificate"/>: HL7 has no names of its own to prove.</summary>
    public string BindAddress { get; init; } = "127.0.0.1";

    /// <summary>0 takes any free port.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 2575;

    /// <summary>Addresses, or networks such as <c>192.0.2.0/24</c>, from which alone connections are taken; empty: from anywhere.</summary>
    public IList<string> Senders { get; init; } = [];

    /// <summary>A JSON file that says what becomes of the fields of a message, where that is not as built in.</summary>
    public string Mapping { get; init; } = "";

    /// <summary>What text above 7FH is read as in messages without MSH-18, as a value of Specific Character Set.</summary>
    [Required]
    public string FallbackCharacterSet { get; init; } = "ISO_IR 100";

    [Range(1, 1024)]
    public int MaxConnections { get; init; } = 32;

    /// <summary>The longest message; each connection may hold one in memory.</summary>
    [Range(4096, 64 * 1024 * 1024)]
    public int MaxMessageBytes { get; init; } = 1024 * 1024;

    /// <summary>How long a connection may be silent between messages.</summary>
    [Range(1, 604_800)]
    public int IdleSeconds { get; init; } = 3600;

    /// <summary>From the first byte of a message to its last, and for a handshake of TLS.</summary>
    [Range(1, 3600)]
    public int FrameSeconds { get; init; } = 30;

    /// <summary>For a sender to take an answer.</summary>
    [Range(1, 3600)]
    public int SendSeconds { get; init; } = 30;

    /// <summary>For a message to become durable; then its sender is told to repeat it.</summary>
    [Range(1, 3600)]
    public int StoreSeconds { get; init; } = 30;

    /// <summary>TLS 1.2 or 1.3 with the certificate of <see cref="TlsOptions"/>.</summary>
    public bool Tls { get; init; }

    /// <summary>With <see cref="Tls"/>: senders show a certificate that <see cref="TlsOptions.TrustedCertificates"/> trusts.</summary>
    public bool RequireClientCertificate { get; init; }
}
