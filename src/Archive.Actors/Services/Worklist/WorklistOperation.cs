using Archive.Actors.Associations;
using Archive.Actors.Services.Query;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Workflow.Worklist;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Worklist;

/// <summary>One query of the worklist (PS3.4 K.4.1): each scheduled step that matches is a pending response, in the order in which they were ordered.</summary>
internal sealed class WorklistOperation(WorklistService service, IAssociation association, PresentationContext context, CFindRequest request)
{
    private readonly QuerySettings _settings = association.Peer.Get<QuerySettings>();

    public async Task RunAsync(DataSet identifier, CancellationToken canceled)
    {
        var started = service.Time.GetTimestamp();
        var calling = association.Negotiated.CallingAeTitle;
        var responder = new FindResponder(association, context, request, cause => Log.QueryFailed(service.Logger, association.Number, calling, cause));
        var last = await responder.AnswerAsync(stop => Find(identifier, stop), _settings.MaxAnswers, canceled);
        var duration = service.Time.GetElapsedTime(started);
        association.StatisticsOf<WorklistStatistics>().Queried(responder.Answers);
        FindMetrics.Worklist.Ended(last.Status, responder.Answers, duration);
        // Stations ask all day long, and what their association logs at its end says enough when all went well.
        var level = last.Status == DimseStatus.Success ? LogLevel.Debug : LogLevel.Information;
        Log.QueryEnded(service.Logger, level, association.Number, calling, new WorklistKeysText(identifier), responder.Answers, last.Status, duration.TotalMilliseconds);
        await association.RespondAsync(context, last);
    }

    private FoundMatches Find(DataSet identifier, CancellationToken stop)
    {
        var query = new WorklistQuery(new WorklistRequest(identifier)
        {
            CharacterSets = _settings.CharacterSets,
            Aliases = service.Settings.Aliases,
            Station = association.Negotiated.CallingAeTitle.Value,
        });
        return new FoundMatches(service.Reader.FindAsync(query, stop), query.HasUnsupportedKeys);
    }
}
