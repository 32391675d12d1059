using Archive.Storage.Health;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Associations;

/// <summary>What associations are made of; one for all of them.</summary>
public sealed record AssociationServices(
    AssociationSettings Settings, PeerDirectory Peers, DimseServices Services, TimeProvider Time, ArchiveHealth Health, ILogger<AssociationServices> Logger)
{
    /// <summary>
    /// Connections beyond the limit of associations: silent ones, until ARTIM ends them, and those that are rejected by the
    /// protocol. Each costs a socket and little else; further ones are closed at once.
    /// </summary>
    private const int MaxConnectionsWithoutAssociation = 1024;

    /// <summary>A slot is taken when a connection is accepted and given back when its actor has ended.</summary>
    internal AssociationSlots Connections { get; } = new(Settings.MaxAssociations + MaxConnectionsWithoutAssociation);

    internal AssociationSlots Associations { get; } = new(Settings.MaxAssociations);
}
