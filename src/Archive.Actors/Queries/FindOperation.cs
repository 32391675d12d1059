using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Queries;

/// <summary>One C-FIND (PS3.4 C.4.1): each match is a pending response, sent while the index is still being read.</summary>
internal sealed class FindOperation(AssociationSession session, PresentationContext context, CFindRequest request)
{
    public async Task RunAsync(DataSet identifier, CancellationToken canceled)
    {
        var answers = 0;
        var status = DimseStatus.Success;
        string? comment = null;
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(canceled, session.Ended);
        try
        {
            var settings = session.Peer.Queries;
            var find = new FindRequest(QueryRetrieveSopClass.Of(context).Model, identifier)
            {
                Features = session.FeaturesOf(context),
                RetrieveAeTitle = session.Services.AeTitle.Value,
                CharacterSets = settings.CharacterSets,
                MaxUnboundedRows = settings.MaxUnboundedRows,
            };
            await foreach (var match in session.Services.Index.FindAsync(find, stop.Token))
            {
                var response = request.Respond(DimseStatus.Pending) with { HasDataSet = true };
                await session.SendAsync(context, response, DataSetWriter.ToArray(match, context.TransferSyntax));
                answers++;
            }
        }
        catch (InvalidQueryException invalid)
        {
            (status, comment) = (DimseStatus.DataSetDoesNotMatchSopClass, invalid.Message);
        }
        catch (OperationCanceledException) when (canceled.IsCancellationRequested)
        {
            status = DimseStatus.Cancel;
        }

        session.Statistics.Queried(answers);
        await session.SendAsync(context, request.Respond(status, comment));
    }
}
