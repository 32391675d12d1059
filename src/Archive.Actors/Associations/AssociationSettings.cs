using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>Limits of every association.</summary>
public sealed record AssociationSettings
{
    /// <summary>By which peers call the archive, and by which it calls them unless another is given.</summary>
    public AeTitle AeTitle { get; init; } = new("ARCHIVE");

    /// <summary>How long a peer may take to ask for an association, and to close the connection at its end.</summary>
    public TimeSpan Artim { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How long nothing may happen between messages.</summary>
    public TimeSpan Idle { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long a peer may pause within a message, or not take what is sent to it.</summary>
    public TimeSpan Transfer { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>How long an association may go on when the node goes down and the peer still has something to send.</summary>
    public TimeSpan ShutdownGrace { get; init; } = TimeSpan.FromSeconds(15);

    public int MaxAssociations { get; init; } = 512;

    public uint MaxPduBytes { get; init; } = 128 * 1024;

    /// <summary>The most operations of one association at a time.</summary>
    public int MaxOperations { get; init; } = 16;

    /// <summary>The longest query identifier in bytes.</summary>
    public int MaxIdentifierBytes { get; init; } = 1024 * 1024;
}
