using Archive.Actors.Associations;
using Archive.Protocol.Pdu;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Retrieve;

/// <summary>What retrievals work with; one for all of them.</summary>
internal sealed class RetrievalServices(
    AssociationSettings associations, RetrievalSettings retrieval, PeerDirectory peers, IBlobStore blobs, IArchiveIndex index, TimeProvider time, ILogger<RetrievalServices> logger)
{
    /// <summary>By which destinations are called, unless they are given another.</summary>
    public AeTitle AeTitle => associations.AeTitle;

    public RetrievalSettings Retrieval => retrieval;

    public PeerDirectory Peers => peers;

    public IBlobStore Blobs => blobs;

    public IArchiveIndex Index => index;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    public RetrievalPlaces RetrievalPlaces { get; } = new(retrieval);
}
