using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>Where a peer is called, and how patient we are with it.</summary>
/// <param name="Host">Name or address.</param>
public sealed record CalledPeer(AeTitle AeTitle, string Host, int Port)
{
    /// <summary>By which it is called; <c>default</c>: the archive's own title.</summary>
    public AeTitle CallingAeTitle { get; init; }

    /// <summary>Makes of a connection a secure one; null for plain TCP.</summary>
    public Func<Stream, CancellationToken, ValueTask<Stream>>? SecureAsync { get; init; }

    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>For its answer to A-ASSOCIATE-RQ and A-RELEASE-RQ.</summary>
    public TimeSpan AssociationTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>For its response to each request.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(1);
}
