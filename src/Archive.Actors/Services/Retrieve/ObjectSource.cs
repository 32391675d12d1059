using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// Opens stored objects in the form in which they are to be sent: as they are stored wherever that can be, so that bytes stay untouched.
/// What has odd lengths may not be sent so (PS3.8 9.3.1, PS3.5 7.1.1) and is re-encoded. A data set of odd length is known by it; values of
/// odd length are looked for in what is read ahead anyway, which for most objects is all of them.
/// </summary>
/// <param name="preference">The order of the transfer syntaxes to fall back to.</param>
/// <param name="association">The number of the one on which they are asked for.</param>
internal sealed class ObjectSource(IBlobStore blobs, IArchiveIndex index, IReadOnlyList<TransferSyntax> preference, ILogger logger, long association)
{
    private const string OddLength = "odd_length";

    private readonly HeaderScanner _scanner = new(new HeaderScannerOptions { WantedTags = [], NestingLimit = DataSetReencoder.NestingLimit });

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
            var isOdd = blob.Instance.Storage.Blob.DataSetLength % 2 != 0;
            var asStored = choice.IsOfStored && !isOdd;
            var outgoing = await OutgoingObject.ReadAheadAsync(subOperation, blob.Instance, context, choice.Open(blob, asStored), cancellationToken);
            if (asStored && await HasOddLengthsAsync(outgoing))
            {
                await outgoing.DisposeAsync();
                blob = await BlobStream.OpenAsync(blobs, index, subOperation.Instance, cancellationToken);
                outgoing = await OutgoingObject.ReadAheadAsync(subOperation, blob.Instance, context, choice.Open(blob, asStored: false), cancellationToken);
                RetrievalMetrics.Reencoded(OddLength);
            }
            else if (!asStored)
            {
                RetrievalMetrics.Reencoded(choice.IsOfStored ? OddLength : "transfer_syntax");
            }

            return (outgoing, null);
        }
        catch (CannotReencodeException cannot)
        {
            Log.CannotReencode(logger, association, subOperation.Instance.Instance, cannot.Message);
            return (null, cannot.Message);
        }
        catch (Exception unreadable) when (!cancellationToken.IsCancellationRequested)
        {
            // Whatever went wrong, it did for this object: the others go on (P8).
            Log.ObjectUnreadable(logger, association, subOperation.Instance.Instance, unreadable);
            return (null, "The archive cannot read the object");
        }
    }

    /// <summary>Lengths within deflated bytes are not those of what is sent.</summary>
    private async ValueTask<bool> HasOddLengthsAsync(OutgoingObject outgoing)
    {
        if (outgoing.Context.TransferSyntax.IsDeflated)
            return false;
        _scanner.Reset(outgoing.Context.TransferSyntax);
        try
        {
            outgoing.Scan(_scanner);
        }
        catch
        {
            await outgoing.DisposeAsync(); // what was read ahead goes back
            throw;
        }

        return _scanner.Deviations.Any(deviation => deviation.Kind == DeviationKind.OddLength);
    }
}
