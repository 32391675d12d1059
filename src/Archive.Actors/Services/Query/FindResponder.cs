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
/// Answers a C-FIND of whatever model (PS3.4 C.4.1, K.4.1): each match is a pending response, made while the index is still being read. Many go out in one
/// write, but none waits for the index. Of that no more is read than one page beyond what the peer has taken.
/// </summary>
/// <param name="failed">Logs what nobody foresaw.</param>
internal sealed class FindResponder(IAssociation association, PresentationContext context, CFindRequest request, Action<Exception> failed)
{
    private readonly ArrayBufferWriter<byte> _encoded = new();

    /// <summary>Matches sent.</summary>
    public int Answers { get; private set; }

    /// <summary>Sends every match and returns the response that ends them.</summary>
    /// <param name="find">Reads the identifier, and begins to find.</param>
    public async Task<CFindResponse> AnswerAsync(Func<CancellationToken, FoundMatches> find, int maxAnswers, CancellationToken canceled)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(canceled, association.Ended);
        try
        {
            return await SendMatchesAsync(find(stop.Token), maxAnswers, stop.Token);
        }
        catch (InvalidQueryException invalid)
        {
            return request.Respond(DimseStatus.DataSetDoesNotMatchSopClass, invalid.Message) with { OffendingElements = invalid.OffendingElements };
        }
        catch (UnboundedQueryException unbounded)
        {
            return request.Respond(DimseStatus.OutOfResources, unbounded.Message);
        }
        catch (Exception unforeseen) when (unforeseen is not (ConnectionLostException or OperationCanceledException))
        {
            failed(unforeseen);
            return request.Respond(DimseStatus.UnableToProcess, unforeseen is StorageFailedException
                ? "The index cannot be read; ask again later."
                : "The query failed in the archive; its log says why.");
        }
        catch (OperationCanceledException) when (canceled.IsCancellationRequested)
        {
            return request.Respond(DimseStatus.Cancel);
        }
    }

    private async Task<CFindResponse> SendMatchesAsync(FoundMatches found, int maxAnswers, CancellationToken stop)
    {
        var pending = request.Respond(found.HasUnsupportedKeys ? DimseStatus.PendingOptionalKeysNotSupported : DimseStatus.Pending) with { HasDataSet = true };
        await using var matches = found.Matches.GetAsyncEnumerator(stop);
        while (await HasNextAsync(matches))
        {
            stop.ThrowIfCancellationRequested();
            if (Answers == maxAnswers)
                return request.Respond(DimseStatus.OutOfResources, $"More than {maxAnswers} matches: narrow the query.");
            _encoded.ResetWrittenCount();
            DataSetWriter.Write(matches.Current, context.TransferSyntax, _encoded);
            await association.AppendAsync(context, pending, _encoded.WrittenMemory);
            Answers++;
        }

        return request.Respond(DimseStatus.Success);
    }

    /// <summary>While the index is waited for, what was found goes out.</summary>
    private async ValueTask<bool> HasNextAsync(IAsyncEnumerator<DataSet> matches)
    {
        var next = matches.MoveNextAsync();
        if (next.IsCompleted || Answers == 0)
            return await next;
        var moving = next.AsTask();
        await Task.WhenAll(association.FlushAsync().AsTask(), moving);
        return await moving;
    }
}
