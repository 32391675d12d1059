using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Studies;

/// <summary>Content that a study keeps: its bytes and the transfer syntax that they are in. The same bytes in another one are other content.</summary>
internal readonly record struct KeptCopy(BlobRef Blob, Uid TransferSyntax)
{
    /// <summary>Whether only reading both can tell them apart.</summary>
    public bool MayHoldWhatIsIn(InstanceStorage received) =>
        (Blob.DataSetLength, Blob.DataSetCrc32C, TransferSyntax) == (received.Blob.DataSetLength, received.Blob.DataSetCrc32C, received.TransferSyntax);
}
