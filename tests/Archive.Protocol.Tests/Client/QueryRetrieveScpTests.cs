using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Protocol.Tests.Client;

/// <summary>The client against DCMTK's dcmqrscp.</summary>
public sealed class QueryRetrieveScpTests
{
    private static readonly TransferSyntax[] Uncompressed = [TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian];

    private readonly StudyInstanceUid _study = new(TestData.NewUid());
    private readonly SeriesInstanceUid _series = new(TestData.NewUid());

    [Fact]
    public async Task Find_gives_the_matches_and_then_the_final_status()
    {
        await using var server = await DcmtkServer.QueryRetrieveScpAsync();
        await StoreSeriesAsync(server, count: 3);
        await StoreAsync(server, TestData.Mr(patientName: "Somebody^Else", patientId: "INV-2"));
        await using var association = await ConnectAsync(server);

        var responses = await association.FindAsync(SopClasses.StudyRootQueryRetrieveInformationModelFind, StudyQuery().SetString(Tags.PatientName, "Invented*")).ToListAsync();
        var all = await association.FindAsync(SopClasses.StudyRootQueryRetrieveInformationModelFind, StudyQuery()).ToListAsync();

        Assert.Equal([DimseStatus.Pending, DimseStatus.Success], responses.Select(r => r.Response.Status));
        Assert.Equal(_study.Value, responses[0].ReadDataSet().GetString(Tags.StudyInstanceUID));
        Assert.Equal("Invented^Case", responses[0].ReadDataSet().GetString(Tags.PatientName));
        Assert.True(responses[1].DataSet.IsEmpty);
        Assert.Equal(3, all.Count);
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task Get_streams_every_object_to_the_handler_as_it_was_stored()
    {
        await using var server = await DcmtkServer.QueryRetrieveScpAsync();
        var stored = await StoreSeriesAsync(server, count: 4);
        var received = new Dictionary<Uid, DataSet>();
        await using var association = await ConnectAsync(server, async (incoming, cancellationToken) =>
        {
            var bytes = new MemoryStream();
            await incoming.DataSet.CopyToAsync(bytes, cancellationToken);
            received.Add(((CStoreRequest)incoming.Request).AffectedSopInstanceUid, DataSetReader.Read(bytes.ToArray(), incoming.Context.TransferSyntax));
            return incoming.Request.Respond(DimseStatus.Success);
        });

        var responses = await association.GetAsync(SopClasses.StudyRootQueryRetrieveInformationModelGet, SeriesIdentifier()).ToListAsync();

        var outcome = responses[^1].Response;
        Assert.Equal(DimseStatus.Success, outcome.Status);
        Assert.Equal(4, outcome.NumberOfCompletedSuboperations!.Value);
        Assert.Equal(0, outcome.NumberOfFailedSuboperations!.Value);
        Assert.Equal(stored.Select(ct => ct.Sop.Uid).ToHashSet(), received.Keys.ToHashSet());
        Assert.All(stored, ct => Assert.Equal(PixelData(ct.DataSet), PixelData(received[ct.Sop.Uid])));
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task Get_counts_what_the_handler_refuses_and_throws_away_what_it_does_not_read()
    {
        await using var server = await DcmtkServer.QueryRetrieveScpAsync();
        await StoreSeriesAsync(server, count: 2);
        await using var association = await ConnectAsync(
            server, (incoming, _) => ValueTask.FromResult(incoming.Request.Respond(DimseStatus.OutOfResources, "no room")));

        var outcome = (await association.GetAsync(SopClasses.StudyRootQueryRetrieveInformationModelGet, SeriesIdentifier()).ToListAsync())[^1].Response;

        Assert.NotEqual(DimseStatus.Success, outcome.Status);
        Assert.Equal(2, outcome.NumberOfFailedSuboperations!.Value);
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task Move_reports_progress_and_the_objects_arrive()
    {
        await using var destination = await DcmtkServer.StoreScpAsync();
        await using var server = await DcmtkServer.QueryRetrieveScpAsync("TARGET", destination.Port);
        await StoreSeriesAsync(server, count: 3);
        await using var association = await ConnectAsync(server);

        var responses = await association.MoveAsync(SopClasses.StudyRootQueryRetrieveInformationModelMove, "TARGET", SeriesIdentifier()).ToListAsync();

        Assert.All(responses.SkipLast(1), response => Assert.True(response.Response.Status.IsPending));
        Assert.Equal(DimseStatus.Success, responses[^1].Response.Status);
        Assert.Equal(3, responses[^1].Response.NumberOfCompletedSuboperations!.Value);
        Assert.Equal(3, destination.ReceivedFiles.Count);
        await association.ReleaseAsync();
    }

    [Fact]
    public async Task Move_to_a_stranger_is_refused()
    {
        await using var server = await DcmtkServer.QueryRetrieveScpAsync();
        await StoreSeriesAsync(server, count: 1);
        await using var association = await ConnectAsync(server);

        var response = Assert.Single(await association.MoveAsync(SopClasses.StudyRootQueryRetrieveInformationModelMove, "STRANGER", SeriesIdentifier()).ToListAsync());

        Assert.Equal(DimseStatus.MoveDestinationUnknown, response.Response.Status);
        await association.ReleaseAsync();
    }

    private static byte[] PixelData(DataSet dataSet) =>
        dataSet.TryGet(Tags.PixelData, out var element) ? element.Value.ToArray() : [];

    private static DataSet StudyQuery() => new DataSet()
        .SetString(Tags.QueryRetrieveLevel, "STUDY")
        .SetString(Tags.PatientName, "")
        .SetString(Tags.PatientID, "")
        .SetString(Tags.StudyInstanceUID, "");

    private static Task<ScuAssociation> ConnectAsync(
        DcmtkServer server, Func<IncomingRequest, CancellationToken, ValueTask<DimseResponse>>? serve = null) =>
        ScuAssociation.ConnectAsync(Scu.To(server.Port, DcmtkServer.QueryRetrieveTitle, serve: serve)
            .Propose(SopClasses.StudyRootQueryRetrieveInformationModelFind, Uncompressed)
            .Propose(SopClasses.StudyRootQueryRetrieveInformationModelMove, Uncompressed)
            .Propose(SopClasses.StudyRootQueryRetrieveInformationModelGet, Uncompressed)
            .Propose(SopClasses.CTImageStorage, Uncompressed)
            .Propose(SopClasses.MRImageStorage, Uncompressed)
            .ProposeScpRole(SopClasses.CTImageStorage));

    private static async Task StoreAsync(DcmtkServer server, params TestInstance[] instances)
    {
        await using var association = await ConnectAsync(server);
        foreach (var instance in instances)
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(association.GetContext(instance.SopClass), instance.Sop.Uid, instance.DataSet)).Status);
        await association.ReleaseAsync();
    }

    private DataSet SeriesIdentifier() => new DataSet()
        .SetString(Tags.QueryRetrieveLevel, "SERIES")
        .SetString(Tags.StudyInstanceUID, _study.Value)
        .SetString(Tags.SeriesInstanceUID, _series.Value);

    private async Task<TestInstance[]> StoreSeriesAsync(DcmtkServer server, int count)
    {
        var series = Enumerable.Range(1, count).Select(number => TestData.Ct(_study, _series, number, pixelBytes: 40_000)).ToArray();
        await StoreAsync(server, series);
        return series;
    }
}
