using Archive.Actors.Services.Retrieve;
using Archive.Actors.Studies;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Archive.Actors.Associations;

/// <summary>What associations work with; one for all of them.</summary>
public sealed record ArchiveServices(
    AeTitle AeTitle,
    AssociationSettings Settings,
    RetrievalSettings Retrieval,
    PeerDirectory Peers,
    MemoryBudget Budget,
    IBlobStore Blobs,
    IArchiveIndex Index,
    IStudies Studies,
    ObjectPool<HeaderScanner> Scanners,
    TimeProvider Time,
    ILogger Logger)
{
    /// <summary>What all retrievals share.</summary>
    internal RetrievalPlaces RetrievalPlaces { get; } = new(Retrieval);
}
