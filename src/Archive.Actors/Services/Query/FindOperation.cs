using System.Buffers;
using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Query;

/// <summary>
/// One C-FIND (PS3.4 C.4.1): each match is a pending response, made while the index is still being read. Many go out in
/// one write, but none waits long for the next. Nothing is read from the index that the peer does not take.
/// </summary>
internal sealed class FindOperation(AssociationSession session, PresentationContext context, CFindRequest request)
{
    /// <summary>The longest that an answer waits for the next one, or for the end.</summary>
    private static readonly TimeSpan FlushInterval = TimeSpan.FromMilliseconds(10);

    private readonly QueryRetrieveSopClass _sopClass = QueryRetrieveSopClass.Of(context);
    private readonly ArrayBufferWriter<byte> _encoded = new();
    private int _answers;

    private ArchiveServices Services => session.Services;

    public async Task RunAsync(DataSet identifier, CancellationToken canceled)
    {
        var started = Services.Time.GetTimestamp();
        var last = await AnswerAsync(identifier, canceled);
        Note(identifier, last.Status, Services.Time.GetElapsedTime(started));
        await session.SendAsync(context, last);
    }

    /// <summary>Sends every match and returns the response that ends them.</summary>
    private async Task<CFindResponse> AnswerAsync(DataSet identifier, CancellationToken canceled)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(canceled, session.Ended);
        using var timer = new PeriodicTimer(FlushInterval, Services.Time);
        var flushing = FlushAsync(timer);
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
            Log.QueryFailed(session.Logger, session.Negotiated.CallingAeTitle, failed);
            return request.Respond(DimseStatus.UnableToProcess, failed is StorageFailedException
                ? "The index cannot be read; ask again later."
                : "The query failed in the archive; its log says why.");
        }
        catch (OperationCanceledException) when (canceled.IsCancellationRequested)
        {
            return request.Respond(DimseStatus.Cancel);
        }
        finally
        {
            timer.Dispose();
            await flushing;
        }
    }

    private async Task<CFindResponse> SendMatchesAsync(FindRequest find, CancellationToken stop)
    {
        var maxAnswers = session.Peer.Queries.MaxAnswers;
        var pending = request.Respond(find.HasUnsupportedKeys() ? DimseStatus.PendingOptionalKeysNotSupported : DimseStatus.Pending) with { HasDataSet = true };
        await foreach (var match in Services.Index.FindAsync(find, stop))
        {
            stop.ThrowIfCancellationRequested();
            if (_answers == maxAnswers)
                return request.Respond(DimseStatus.OutOfResources, $"More than {maxAnswers} matches: narrow the query.");
            _encoded.ResetWrittenCount();
            DataSetWriter.Write(match, context.TransferSyntax, _encoded);
            await session.AppendAsync(context, pending, _encoded.WrittenMemory);
            _answers++;
        }

        return request.Respond(DimseStatus.Success);
    }

    private async Task FlushAsync(PeriodicTimer timer)
    {
        while (await timer.WaitForNextTickAsync())
            await session.FlushAsync();
    }

    private FindRequest RequestFor(DataSet identifier) => new(_sopClass.Model, identifier)
    {
        Features = session.FeaturesOf(context),
        RetrieveAeTitle = Services.AeTitle.Value,
        CharacterSets = session.Peer.Queries.CharacterSets,
        MaxUnboundedRows = session.Peer.Queries.MaxUnboundedRows,
    };

    private void Note(DataSet identifier, DimseStatus status, TimeSpan duration)
    {
        session.Statistics.Queried(_answers);
        QueryMetrics.Ended(status, _answers, duration);
        Log.QueryEnded(session.Logger, session.Negotiated.CallingAeTitle, new QueryText(_sopClass.Model, identifier), _answers, status, duration.TotalMilliseconds);
    }
}
