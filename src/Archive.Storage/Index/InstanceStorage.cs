using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Storage.Index;

/// <summary>How and where an instance is kept.</summary>
/// <param name="TransferSyntax">The transfer syntax in which it was received and is kept.</param>
/// <param name="SourceAeTitle">The calling AE title that sent it.</param>
public sealed record InstanceStorage(BlobRef Blob, Uid TransferSyntax, DateTimeOffset ReceivedAt, string SourceAeTitle);
