using System.Net;
using Archive.Actors.Services.Query;
using Archive.Actors.Services.Retrieve;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Storage.Journal.Events;

namespace Archive.Actors.Associations;

/// <summary>A system that may call, or be called.</summary>
/// <param name="Policy">What its associations are granted.</param>
public sealed record Peer(AeTitle AeTitle, AssociationPolicy Policy)
{
    /// <summary>Where it may call from; empty: from anywhere.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    public DuplicatePolicy DuplicatePolicy { get; init; }

    /// <summary>What its text above 7FH is read as where no Specific Character Set is declared; null for ISO_IR 100.</summary>
    public CharacterSet? FallbackCharacterSet { get; init; }

    public QuerySettings Queries { get; init; } = new();

    /// <summary>How objects reach it; null when it takes none (<see cref="PeerRoles.MoveDestination"/>).</summary>
    public Destination? Destination { get; init; }
}
