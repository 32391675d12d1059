using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// Opens stored objects in the form in which they are to be sent: as they are stored wherever that can be, so that bytes stay untouched.
/// What has odd lengths may not be sent so (PS3.8 9.3.1, PS3.5 7.1.1) and is re-encoded. A data set of odd length is known by it; values of
/// odd length are looked for in what is read ahead anyway, which for most objects is all of them. Thread-safe.
/// </summary>
/// <param name="preference">The order of the transfer syntaxes to fall back to.</param>
/// <param name="ask">Makes the C-STORE-RQ of an object.</param>
/// <param name="association">The number of the one on which they are asked for.</param>
internal sealed class ObjectSource(
    IBlobStore blobs, IArchiveIndex index, IReadOnlyList<TransferSyntax> preference, Func<StoredInstance, CStoreRequest> ask, ILogger logger, long association)
{
    private const string OddLength = "odd_length";

    private static readonly ObjectPool<HeaderScanner> Scanners = new DefaultObjectPool<HeaderScanner>(new ScannerPolicy());

    /// <summary>The object, read ahead.</summary>
    /// <exception cref="CannotSendException">There is no context for it.</exception>
    /// <exception cref="UnreadableObjectException">What is read ahead cannot be read, or not written as the context wants it.</exception>
    /// <exception cref="InvalidDataException">It cannot be opened.</exception>
    public async ValueTask<OutgoingObject> OpenAsync(StoredInstance instance, IReadOnlyList<PresentationContext> contexts, CancellationToken cancellationToken)
    {
        var blob = await BlobStream.OpenAsync(blobs, index, instance, cancellationToken);
        try
        {
            return await OpenAsync(blob, contexts, cancellationToken);
        }
        catch (UnreadableObjectException) when (blob.HasFailed)
        {
            // Nothing of it was sent, and what another node has written may not have been seen here as it is.
            return await OpenAsync(await BlobStream.OpenAsync(blobs, index, blob.Instance, cancellationToken), contexts, cancellationToken);
        }
    }

    /// <summary>Why an object was not sent: for the requestor. What is the archive's own doing goes to the log.</summary>
    public string Describe(StoredInstance instance, Exception cause)
    {
        switch (cause)
        {
            case CannotSendException:
                return cause.Message;
            case UnreadableObjectException { InnerException: DicomFormatException malformed } unreadable:
                var reason = $"It cannot be brought into {unreadable.Context.TransferSyntax.Name}: {malformed.Message}";
                Log.CannotReencode(logger, association, instance.Instance, reason);
                return reason;
            case UnreadableObjectException or InvalidDataException:
                Log.ObjectUnreadable(logger, association, instance.Instance, cause);
                return "The archive cannot read the object";
            default:
                return DestinationProblem.Summarize(cause);
        }
    }

    private async ValueTask<OutgoingObject> OpenAsync(BlobStream blob, IReadOnlyList<PresentationContext> contexts, CancellationToken cancellationToken)
    {
        var choice = ContextChoice.Of(blob.Instance, contexts, preference);
        if (choice.Context is not { } context)
            throw new CannotSendException(choice.Problem!);
        var asStored = choice.IsOfStored && blob.Instance.Storage.Blob.DataSetLength % 2 == 0;
        if (asStored)
        {
            var outgoing = await OutgoingObject.ReadAheadAsync(context, ask(blob.Instance), blob, blob.RemainingBytes, cancellationToken);
            if (!await HasOddLengthsAsync(outgoing))
                return outgoing;
            await outgoing.DisposeAsync();
            blob = await BlobStream.OpenAsync(blobs, index, blob.Instance, cancellationToken);
        }

        var reencoded = await OutgoingObject.ReadAheadAsync(context, ask(blob.Instance), choice.Reencode(blob), length: null, cancellationToken);
        RetrievalMetrics.Reencoded(choice.IsOfStored ? OddLength : "transfer_syntax");
        return reencoded;
    }

    /// <summary>Lengths within deflated bytes are not those of what is sent.</summary>
    private static async ValueTask<bool> HasOddLengthsAsync(OutgoingObject outgoing)
    {
        if (outgoing.Context.TransferSyntax.IsDeflated)
            return false;
        var scanner = Scanners.Get();
        try
        {
            scanner.Reset(outgoing.Context.TransferSyntax);
            outgoing.Scan(scanner);
            return scanner.Deviations.Any(deviation => deviation.Kind == DeviationKind.OddLength);
        }
        catch
        {
            await outgoing.DisposeAsync(); // what was read ahead goes back
            throw;
        }
        finally
        {
            Scanners.Return(scanner);
        }
    }

    private sealed class ScannerPolicy : PooledObjectPolicy<HeaderScanner>
    {
        public override HeaderScanner Create() => new(new HeaderScannerOptions { WantedTags = [], NestingLimit = DataSetReencoder.NestingLimit });

        public override bool Return(HeaderScanner obj) => true;
    }
}
