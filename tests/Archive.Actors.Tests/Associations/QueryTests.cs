using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

public sealed class QueryTests : AssociationTest
{
    private static readonly Uid Find = SopClasses.StudyRootQueryRetrieveInformationModelFind;

    [Fact]
    public async Task What_is_stored_is_found_at_every_level()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var sent = TestObject.CtSeries(3);
        foreach (var one in sent)
            await association.StoreAsync(association.GetContext(SopClasses.CTImageStorage), one.Instance, one.Bytes);

        var (studies, _) = await FindAsync(association, Keys("STUDY", Tags.StudyInstanceUID));
        var (series, _) = await FindAsync(association, Keys("SERIES", Tags.SeriesInstanceUID).SetString(Tags.StudyInstanceUID, sent[0].Study.Value));
        var (images, status) = await FindAsync(association, Keys("IMAGE", Tags.SOPInstanceUID)
            .SetString(Tags.StudyInstanceUID, sent[0].Study.Value).SetString(Tags.SeriesInstanceUID, sent[0].Series.Value));

        Assert.Equal([sent[0].Study], studies.Select(match => match.GetUid(Tags.StudyInstanceUID)));
        Assert.Equal([sent[0].Series], series.Select(match => match.GetUid(Tags.SeriesInstanceUID)));
        Assert.Equal(sent.Select(one => one.Instance).ToHashSet(), images.Select(match => match.GetUid(Tags.SOPInstanceUID)).ToHashSet());
        Assert.Equal(DimseStatus.Success, status);
    }

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task A_cancel_ends_a_query_and_the_association_goes_on()
    {
        await using var archive = await TestArchive.StartAsync(new() { Index = index => new EndlessIndex(index) });
        await using var association = await archive.ConnectAsync();
        using var enough = new CancellationTokenSource();
        using var limit = new CancellationTokenSource(Wait.Limit);
        var matches = 0;
        DimseStatus? last = null;

        await foreach (var message in association.FindAsync(Find, Keys("STUDY", Tags.StudyInstanceUID), enough.Token))
        {
            last = message.Response.Status;
            if (++matches == 100)
                await enough.CancelAsync();
            Assert.False(limit.IsCancellationRequested, "The query goes on in spite of its C-CANCEL.");
        }

        Assert.Equal(DimseStatus.Cancel, last);
        await association.EchoAsync();
        await association.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task A_peer_that_goes_away_ends_its_query()
    {
        await using var archive = await TestArchive.StartAsync(new() { Index = index => new EndlessIndex(index) });
        using var association = await archive.ConnectRawAsync();

        await association.SendAsync(RawAssociation.Find, new CFindRequest { MessageId = 1, AffectedSopClassUid = Find });
        await association.SendDataAsync(RawAssociation.Find, Encode(Keys("STUDY", Tags.StudyInstanceUID)), isLast: true);
        await association.Peer.ReceiveAsync();
        association.Peer.Reset();

        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task Abandoned_queries_keep_nothing_that_others_need()
    {
        await using var archive = await TestArchive.StartAsync();
        await TestScu.StoreAsync(archive, [.. Enumerable.Range(0, 40).Select(_ => TestObject.Ct())]);
        var identifier = Encode(Keys("STUDY", Tags.StudyInstanceUID));

        for (var i = 0; i < 40; i++)
        {
            using var association = await archive.ConnectRawAsync();
            await association.SendAsync(RawAssociation.Find, new CFindRequest { MessageId = 1, AffectedSopClassUid = Find });
            await association.SendDataAsync(RawAssociation.Find, identifier, isLast: true);
            association.Peer.Reset();
        }

        await archive.AllIsOverAsync();
        await using var other = await archive.ConnectAsync();
        Assert.Equal(40, (await FindAsync(other, Keys("STUDY", Tags.StudyInstanceUID))).Matches.Count);
    }

    [Fact]
    public async Task A_query_that_is_none_fails_by_its_status()
    {
        await using var archive = await TestArchive.StartAsync(new() { Settings = new() { MaxIdentifierBytes = 1000 } });
        await using var association = await archive.ConnectAsync();
        var tooLong = Keys("STUDY", Tags.StudyInstanceUID).SetString(Tags.StudyDescription, new string('x', 1000));

        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, (await FindAsync(association, new DataSet())).Last);
        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, (await FindAsync(association, Keys("WARD", Tags.PatientID))).Last);
        Assert.Equal(DimseStatus.CannotUnderstand, (await FindAsync(association, new byte[] { 8, 0, 5, 0, 255, 0, 0, 0 })).Last);
        Assert.Equal(DimseStatus.OutOfResources, (await FindAsync(association, tooLong)).Last);
        Assert.Equal(DimseStatus.Success, (await FindAsync(association, Keys("STUDY", Tags.StudyInstanceUID))).Last);
    }

    [Fact]
    public async Task A_message_id_in_use_is_a_duplicate_invocation()
    {
        await using var archive = await TestArchive.StartAsync(new() { Index = index => new EndlessIndex(index) });
        using var association = await archive.ConnectRawAsync();
        var identifier = Encode(Keys("STUDY", Tags.StudyInstanceUID));
        var request = new CFindRequest { MessageId = 5, AffectedSopClassUid = Find };

        for (var i = 0; i < 2; i++)
        {
            await association.SendAsync(RawAssociation.Find, request);
            await association.SendDataAsync(RawAssociation.Find, identifier, isLast: true);
        }

        CFindResponse response;
        using var limit = new CancellationTokenSource(Wait.Limit);
        do
        {
            response = await NextResponseAsync(association);
            Assert.False(limit.IsCancellationRequested, "The second request is not answered.");
        }
        while (response.Status.IsPending);
        Assert.Equal(DimseStatus.DuplicateInvocation, response.Status);
        await association.SendAsync(RawAssociation.Find, new CCancelRequest { MessageIdBeingRespondedTo = 5 });
    }

    private static async Task<CFindResponse> NextResponseAsync(RawAssociation association)
    {
        while (true)
        {
            var pdu = await association.Peer.ReceiveAsync();
            if ((pdu[11] & 1) != 0)
                return Assert.IsType<CFindResponse>(CommandSet.Parse(pdu.AsSpan(12)));
        }
    }

    private static DataSet Keys(string level, Tag asked) => new DataSet().SetString(Tags.QueryRetrieveLevel, level).SetString(asked, "");

    private static byte[] Encode(DataSet identifier) => DataSetWriter.ToArray(identifier, TransferSyntax.ImplicitVrLittleEndian);

    private static async Task<(List<DataSet> Matches, DimseStatus Last)> FindAsync(ScuAssociation association, DataSetSource identifier)
    {
        var matches = new List<DataSet>();
        DimseStatus last = default;
        await foreach (var message in association.FindAsync(Find, identifier))
        {
            last = message.Response.Status;
            if (last.IsPending)
                matches.Add(message.ReadDataSet());
        }

        return (matches, last);
    }
}
