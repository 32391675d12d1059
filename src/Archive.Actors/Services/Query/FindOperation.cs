using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Query;

/// <summary>One C-FIND of a Query/Retrieve model (PS3.4 C.4.1).</summary>
internal sealed class FindOperation(QueryService service, IAssociation association, PresentationContext context, CFindRequest request)
{
    private readonly QueryRetrieveSopClass _sopClass = QueryRetrieveSopClass.Of(context);
    private readonly QuerySettings _settings = association.Peer.Get<QuerySettings>();

    public async Task RunAsync(DataSet identifier, CancellationToken canceled)
    {
        var started = service.Time.GetTimestamp();
        var responder = new FindResponder(
            association, context, request, cause => Log.QueryFailed(service.Logger, association.Number, association.Negotiated.CallingAeTitle, cause));
        var last = await responder.AnswerAsync(stop => Find(identifier, stop), _settings.MaxAnswers, canceled);
        Note(identifier, last.Status, responder.Answers, service.Time.GetElapsedTime(started));
        await association.RespondAsync(context, last);
    }

    private FoundMatches Find(DataSet identifier, CancellationToken stop)
    {
        var find = RequestFor(identifier);
        return new FoundMatches(service.Index.FindAsync(find, stop), find.HasUnsupportedKeys());
    }

    private FindRequest RequestFor(DataSet identifier) => new(_sopClass.Model, identifier)
    {
        Features = QueryNegotiation.FeaturesOf(association, context),
        OfReservedStudies = association.Peer.IsSelf,
        RetrieveAeTitle = service.AeTitle.Value,
        CharacterSets = _settings.CharacterSets,
        MaxUnboundedRows = _settings.MaxUnboundedRows,
    };

    private void Note(DataSet identifier, DimseStatus status, int answers, TimeSpan duration)
    {
        if (association.Peer.IsSelf)
            return;
        association.StatisticsOf<QueryStatistics>().Queried(answers);
        FindMetrics.Queries.Ended(status, answers, duration);
        Log.QueryEnded(
            service.Logger, association.Number, association.Negotiated.CallingAeTitle, new QueryText(_sopClass.Model, identifier), answers, status, duration.TotalMilliseconds);
    }
}
