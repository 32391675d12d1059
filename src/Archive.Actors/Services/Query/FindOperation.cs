using System.Buffers;
using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Query;

/// <summary>
/// One C-FIND (PS3.4 C.4.1): each match is a pending response, made while the index is still being read. Many go out in
/// one write, but none waits for the index. Of that no more is read than one page beyond what the peer has taken.
/// </summary>
internal sealed class FindOperation(QueryService service, IAssociation association, PresentationContext context, CFindRequest request)
{
    private readonly QueryRetrieveSopClass _sopClass = QueryRetrieveSopClass.Of(context);
    private readonly QuerySettings _settings = association.Peer.Get<QuerySettings>();
    private readonly ArrayBufferWriter<byte> _encoded = new();
    private int _answers;

    public async Task RunAsync(DataSet identifier, CancellationToken canceled)
    {
        var started = service.Time.GetTimestamp();
        var last = await AnswerAsync(identifier, canceled);
        Note(identifier, last.Status, service.Time.GetElapsedTime(started));
        await association.RespondAsync(context, last);
    }

    /// <summary>Sends every match and returns the response that ends them.</summary>
    private async Task<CFindResponse> AnswerAsync(DataSet identifier, CancellationToken canceled)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(canceled, association.Ended);
        try
        {
            return await SendMatchesAsync(RequestFor(identifier), stop.Token);
        }
        catch (InvalidQueryException invalid)
        {
            return request.Respond(DimseStatus.DataSetDoesNotMatchSopClass, invalid.Message) with { OffendingElements = invalid.OffendingElements };
        }
        catch (UnboundedQueryException unbounded)
        {
            return request.Respond(DimseStatus.OutOfResources, unbounded.Message);
        }
        catch (Exception failed) when (failed is not (ConnectionLostException or OperationCanceledException))
        {
            Log.QueryFailed(service.Logger, association.Number, association.Negotiated.CallingAeTitle, failed);
            return request.Respond(DimseStatus.UnableToProcess, failed is StorageFailedException
                ? "The index cannot be read; ask again later."
                : "The query failed in the archive; its log says why.");
        }
        catch (OperationCanceledException) when (canceled.IsCancellationRequested)
        {
            return request.Respond(DimseStatus.Cancel);
        }
    }

    private async Task<CFindResponse> SendMatchesAsync(FindRequest find, CancellationToken stop)
    {
        var maxAnswers = _settings.MaxAnswers;
        var pending = request.Respond(find.HasUnsupportedKeys() ? DimseStatus.PendingOptionalKeysNotSupported : DimseStatus.Pending) with { HasDataSet = true };
        await using var matches = service.Index.FindAsync(find, stop).GetAsyncEnumerator(stop);
        while (await HasNextAsync(matches))
        {
            stop.ThrowIfCancellationRequested();
            if (_answers == maxAnswers)
                return request.Respond(DimseStatus.OutOfResources, $"More than {maxAnswers} matches: narrow the query.");
            _encoded.ResetWrittenCount();
            DataSetWriter.Write(matches.Current, context.TransferSyntax, _encoded);
            await association.AppendAsync(context, pending, _encoded.WrittenMemory);
            _answers++;
        }

        return request.Respond(DimseStatus.Success);
    }

    /// <summary>While the index is waited for, what was found goes out.</summary>
    private async ValueTask<bool> HasNextAsync(IAsyncEnumerator<DataSet> matches)
    {
        var next = matches.MoveNextAsync();
        if (next.IsCompleted || _answers == 0)
            return await next;
        var moving = next.AsTask();
        await Task.WhenAll(association.FlushAsync().AsTask(), moving);
        return await moving;
    }

    private FindRequest RequestFor(DataSet identifier) => new(_sopClass.Model, identifier)
    {
        Features = QueryNegotiation.FeaturesOf(association, context),
        OfReservedStudies = association.Peer.IsSelf,
        RetrieveAeTitle = service.AeTitle.Value,
        CharacterSets = _settings.CharacterSets,
        MaxUnboundedRows = _settings.MaxUnboundedRows,
    };

    private void Note(DataSet identifier, DimseStatus status, TimeSpan duration)
    {
        if (association.Peer.IsSelf)
            return;
        association.StatisticsOf<QueryStatistics>().Queried(_answers);
        QueryMetrics.Ended(status, _answers, duration);
        Log.QueryEnded(
            service.Logger, association.Number, association.Negotiated.CallingAeTitle, new QueryText(_sopClass.Model, identifier), _answers, status, duration.TotalMilliseconds);
    }
}
