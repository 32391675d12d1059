using Archive.Storage.Health;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Associations;

/// <summary>What associations are made of; one for all of them.</summary>
public sealed record AssociationServices(
    AssociationSettings Settings, PeerDirectory Peers, DimseServices Services, TimeProvider Time, ArchiveHealth Health, ILogger<AssociationServices> Logger);
