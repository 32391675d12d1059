using System.Net;
using Archive.Actors.Studies;
using Archive.Protocol.Association;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>A system that may call.</summary>
/// <param name="Addresses">Where it may call from; empty: from anywhere.</param>
/// <param name="Policy">What its associations are granted.</param>
public sealed record Peer(AeTitle AeTitle, IReadOnlyList<IPAddress> Addresses, DuplicatePolicy DuplicatePolicy, AssociationPolicy Policy);
