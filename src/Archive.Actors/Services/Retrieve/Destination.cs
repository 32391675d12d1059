using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Services.Retrieve;

/// <summary>A peer to which objects are sent by C-STORE: where it is, what it takes, and how patient we are with it.</summary>
/// <param name="Host">Name or address.</param>
public sealed record Destination(AeTitle AeTitle, string Host, int Port)
{
    /// <summary>By which it is called; <c>default</c>: the archive's own title.</summary>
    public AeTitle CallingAeTitle { get; init; }

    /// <summary>Makes of a connection a secure one; null for plain TCP.</summary>
    public Func<Stream, CancellationToken, ValueTask<Stream>>? SecureAsync { get; init; }

    /// <summary>The only transfer syntaxes that are proposed; the first ones stand in for a stored one that it does not take. Empty: any.</summary>
    public IReadOnlyList<TransferSyntax> TransferSyntaxes { get; init; } = [];

    /// <summary>The only storage SOP classes that are proposed; empty: any.</summary>
    public IReadOnlySet<Uid> SopClasses { get; init; } = new HashSet<Uid>();

    /// <summary>The longest P-DATA-TF that is sent to it, should it take longer ones.</summary>
    public uint MaxPduBytes { get; init; } = 128 * 1024;

    /// <summary>Associations with it at a time, over all retrievals.</summary>
    public int MaxAssociations { get; init; } = 1;

    /// <summary>How often an association that failed without an answer, and an object that was in flight, is tried again.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>How long to wait before an association is tried again.</summary>
    public TimeSpan RetryDelay { get; init; } = TimeSpan.FromSeconds(5);

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For its answer to A-ASSOCIATE-RQ and A-RELEASE-RQ.</summary>
    public TimeSpan AssociationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For its response to each object.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
