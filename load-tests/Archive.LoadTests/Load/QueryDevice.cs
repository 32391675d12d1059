using Archive.LoadTests.Population;
using Archive.LoadTests.Scenarios;
using Archive.Protocol.Client;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Load;

/// <summary>Asks for studies, mostly for those that this run has stored, on an association that it keeps while that lasts.</summary>
internal sealed class QueryDevice(LoadContext context, int number) : Device(context, number)
{
    private const string Unknown = "2.25.1";

    private static readonly Tag[] Returned =
        [Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber, Tags.PatientName, Tags.PatientID, Tags.StudyInstanceUID, Tags.StudyDescription];

    private readonly OperationStatistics[] _find = [.. context.Plan.Queries.Select(kind => context.Of("Find " + kind))];
    private ScuAssociation? _association;

    public override async Task RunAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var draw = Context.DrawOf(arrival);
        var turn = (int)(arrival.Number % _find.Length);
        var identifier = NewIdentifier(Context.Plan.Queries[turn], ref draw);
        if (_association is null or { IsOpen: false })
        {
            await DisposeAsync().ConfigureAwait(false);
            _association = await OpenAsync(Context.Call(Turn, "query"), arrival.Planned, arrival, cancellationToken).ConfigureAwait(false);
        }

        if (_association is { } association)
        {
            await DoAsync(
                _find[turn], arrival.Planned, arrival,
                () => Finding.RunAsync(association, SopClasses.StudyRootQueryRetrieveInformationModelFind, identifier, cancellationToken)).ConfigureAwait(false);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (_association is { } association)
            await ReleaseAsync(association).ConfigureAwait(false);
        _association = null;
    }

    private DataSet NewIdentifier(QueryKind kind, ref Draw draw)
    {
        var study = Context.Ledger.Choose(ref draw)?.Plan;
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, kind == QueryKind.SeriesOfStudy ? "SERIES" : "STUDY");
        if (kind == QueryKind.SeriesOfStudy)
        {
            return identifier.SetString(Tags.StudyInstanceUID, study?.Uid ?? Unknown)
                .SetString(Tags.SeriesInstanceUID, "").SetString(Tags.Modality, "").SetString(Tags.SeriesNumber, "");
        }

        foreach (var tag in Returned)
            identifier.SetString(tag, "");
        return kind switch
        {
            QueryKind.PatientId => identifier.SetString(Tags.PatientID, study?.Code ?? Unknown),
            QueryKind.AccessionNumber => identifier.SetString(Tags.AccessionNumber, study?.Code ?? Unknown),
            QueryKind.PatientName => identifier.SetString(Tags.PatientName, draw.Of(PersonNames.CommonSurnames) + "^A*"),
            QueryKind.ModalityToday => identifier.SetString(Tags.ModalitiesInStudy, "MR").SetString(Tags.StudyDate, DateTime.Now.ToString("yyyyMMdd", null)),
            _ => identifier.SetString(Tags.StudyInstanceUID, study?.Uid ?? Unknown),
        };
    }
}
