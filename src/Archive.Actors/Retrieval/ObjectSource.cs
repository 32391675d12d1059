using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Retrieval;

/// <summary>Opens stored objects in the form in which they are to be sent.</summary>
/// <param name="preference">The order of the transfer syntaxes to fall back to.</param>
internal sealed class ObjectSource(IBlobStore blobs, IArchiveIndex index, IReadOnlyList<TransferSyntax> preference, ILogger logger)
{
    /// <summary>The object, read ahead; or why it cannot be sent.</summary>
    public async ValueTask<(OutgoingObject? Object, string? Problem)> OpenAsync(
        SubOperation subOperation, IReadOnlyList<PresentationContext> contexts, CancellationToken cancellationToken)
    {
        try
        {
            var blob = await BlobStream.OpenAsync(blobs, index, subOperation.Instance, cancellationToken);
            var choice = ContextChoice.Of(blob.Instance, contexts, preference);
            if (choice.Context is not { } context)
                return (null, choice.Problem);
            return (await OutgoingObject.ReadAheadAsync(subOperation, blob.Instance, context, choice.Open(blob), cancellationToken), null);
        }
        catch (Exception unreadable) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever went wrong, it did for this object: the others go on (P8).
            Log.ObjectUnreadable(logger, subOperation.Instance.Instance, unreadable);
            return (null, "The archive cannot read the object");
        }
    }
}
