using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>C-GETs whose requestor does not answer as it should: each comes to its end, and says little on the way. Time is virtual.</summary>
public sealed class GetEndTests : AssociationTest
{
    private static readonly RetrievalSettings Retrieval = new()
    {
        PendingInterval = TimeSpan.FromSeconds(1),
        ResponseTimeout = TimeSpan.FromSeconds(20),
        CanceledResponseTimeout = TimeSpan.FromSeconds(5),
    };

    private readonly ManualTimeProvider _time = new();
    private int _looks;

    public GetEndTests() => _time.Advance(TimeSpan.FromSeconds(1)); // a time of zero is none

    [Fact]
    public async Task An_object_that_is_not_answered_fails_in_its_time_and_the_others_come()
    {
        await using var archive = await StartAsync();
        var sent = TestObject.CtSeries(3);
        await TestScu.StoreAsync(archive, sent);
        using var requestor = await GetAsync(archive, sent[0].Study);

        var ended = await FollowAsync(requestor, (store, number) => number == 1 ? null : store.Respond(DimseStatus.Success));

        Assert.Equal(0xB000, ended.Last.Status.Code);
        Assert.Equal((2, 1), ((int)ended.Last.NumberOfCompletedSuboperations!, (int)ended.Last.NumberOfFailedSuboperations!));
        Assert.Equal("No answer came in time", ended.Last.ErrorComment);
        Assert.InRange(ended.Pending, 1, ended.Seconds + sent.Length);
        await requestor.ExpectEchoAsync();
    }

    [Fact]
    public async Task A_requestor_that_answers_nothing_gets_two_objects_and_the_end()
    {
        await using var archive = await StartAsync();
        var sent = TestObject.CtSeries(5);
        await TestScu.StoreAsync(archive, sent);
        using var requestor = await GetAsync(archive, sent[0].Study);

        var ended = await FollowAsync(requestor, (_, _) => null);

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, ended.Last.Status);
        Assert.Equal(5, (int)ended.Last.NumberOfFailedSuboperations!);
        Assert.Equal(2, ended.Objects);
        Assert.InRange(ended.Pending, 1, ended.Seconds + sent.Length);
    }

    [Fact]
    public async Task A_cancel_ends_with_FE00_though_an_object_is_never_answered()
    {
        await using var archive = await StartAsync();
        var sent = TestObject.CtSeries(5);
        await TestScu.StoreAsync(archive, sent);
        using var requestor = await GetAsync(archive, sent[0].Study);

        var ended = await FollowAsync(requestor, (store, number) => number == 1 ? store.Respond(DimseStatus.Success) : null, cancelAfterObjects: 2);

        Assert.Equal(DimseStatus.Cancel, ended.Last.Status);
        Assert.Equal((1, 1, 3), ((int)ended.Last.NumberOfCompletedSuboperations!, (int)ended.Last.NumberOfFailedSuboperations!, (int)ended.Last.NumberOfRemainingSuboperations!));
        Assert.True(ended.Seconds < Retrieval.ResponseTimeout.TotalSeconds, "After a C-CANCEL the answer is not waited for as long.");
        await requestor.ExpectEchoAsync();
    }

    [Fact]
    public async Task An_answer_under_a_wrong_message_id_is_said_in_the_log_once()
    {
        await using var archive = await StartAsync();
        var sent = TestObject.CtSeries(2);
        await TestScu.StoreAsync(archive, sent);
        using var requestor = await GetAsync(archive, sent[0].Study);

        var ended = await FollowAsync(requestor, (store, _) => (store with { MessageId = 4711 }).Respond(DimseStatus.Success));

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, ended.Last.Status);
        Assert.Single(archive.LogLines, line => line.Contains("message 4711", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_cancel_under_a_wrong_message_id_is_said_in_the_log()
    {
        await using var archive = await StartAsync();
        var sent = TestObject.CtSeries(1);
        await TestScu.StoreAsync(archive, sent);
        using var requestor = await GetAsync(archive, sent[0].Study);
        await requestor.ReceiveAsync<CStoreRequest>();

        await requestor.SendAsync(RawAssociation.Get, new CCancelRequest { MessageIdBeingRespondedTo = 4711 });

        await Wait.UntilAsync(() => archive.LogLines.Any(line => line.Contains("message 4711", StringComparison.Ordinal)), "the log to say it");
    }

    [Fact]
    public async Task An_object_that_breaks_while_it_is_sent_ends_the_association_and_no_message_goes_into_the_middle_of_it()
    {
        await using var archive = await TestArchive.StartAsync(new TestArchiveOptions { Time = _time, Retrieval = Retrieval with { PendingEveryObjects = 1 } });
        var broken = TestObject.Ct(pixelBytes: 6_000_000);
        await TestScu.StoreAsync(archive, [broken, TestObject.Ct(of: broken)]);
        using (var file = new FileStream(
            Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), "*.object").Single(), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 3_000_000;
            file.WriteByte(0x5B);
        }

        using var requestor = await GetAsync(archive, broken.Study);
        await requestor.ReceiveAsync<CStoreRequest>();

        byte[] pdu;
        while ((pdu = await requestor.Peer.ReceiveAsync())[0] == (byte)PduType.PDataTf)
            Assert.Equal((RawAssociation.Ct, 0), (pdu[10], pdu[11] & 1)); // more of the data set, and no command
        Assert.Equal((byte)PduType.AAbort, pdu[0]);
    }

    private Task<TestArchive> StartAsync() => TestArchive.StartAsync(new TestArchiveOptions { Time = _time, Retrieval = Retrieval });

    private static async Task<RawAssociation> GetAsync(TestArchive archive, Uid study)
    {
        var requestor = await RawAssociation.RequestAsync(await ScriptedPeer.ConnectAsync(archive.EndPoint), RawAssociation.RequestWith(new UserInformation
        {
            MaximumLength = 128 * 1024,
            ImplementationClassUid = new Uid("1.2.3"),
            RoleSelections = [new RoleSelection(SopClasses.CTImageStorage, IsScu: false, IsScp: true)],
        }));
        await requestor.SendAsync(RawAssociation.Get, new CGetRequest { MessageId = 1, AffectedSopClassUid = SopClasses.StudyRootQueryRetrieveInformationModelGet });
        await requestor.SendDataAsync(RawAssociation.Get, MoveScu.Identify(study), isLast: true);
        return requestor;
    }

    /// <summary>Takes what comes, while time goes by a second at a time, until the last response.</summary>
    /// <param name="answer">What to say to the object of this number, from 1; null for nothing.</param>
    private async Task<Ended> FollowAsync(RawAssociation requestor, Func<CStoreRequest, int, CStoreResponse?> answer, int cancelAfterObjects = 0)
    {
        const int MaxPdus = 500; // of a flood this is enough
        var (pending, objects, begun) = (0, 0, _time.GetTimestamp());
        for (var i = 0; i < MaxPdus; i++)
        {
            await Wait.UntilAsync(() => HasMore(requestor), "something to come");
            var command = CommandSet.Parse((await requestor.Peer.ReceiveAsync()).AsSpan(12));
            if (command is CStoreRequest store)
            {
                await requestor.Peer.ReceiveAsync(); // its data set
                if (answer(store, ++objects) is { } response)
                    await requestor.SendAsync(RawAssociation.Ct, response);
                if (objects == cancelAfterObjects)
                    await requestor.SendAsync(RawAssociation.Get, new CCancelRequest { MessageIdBeingRespondedTo = 1 });
                continue;
            }

            var got = Assert.IsType<CGetResponse>(command);
            if (got.Status.IsPending)
            {
                pending++;
                continue;
            }

            if (got.HasDataSet)
                await requestor.Peer.ReceiveAsync(); // the list of what failed
            return new Ended(got, pending, objects, (int)_time.GetElapsedTime(begun).TotalSeconds);
        }

        throw new InvalidOperationException($"{MaxPdus} PDUs came and no last response.");
    }

    /// <summary>Time goes by only while nothing is there to be read, and so slowly that the archive keeps up.</summary>
    private bool HasMore(RawAssociation requestor)
    {
        const int LooksPerSecond = 20;
        if (requestor.Peer.Available > 0)
            return true;
        if (++_looks % LooksPerSecond == 0)
            _time.Advance(TimeSpan.FromSeconds(1));
        return false;
    }

    private sealed record Ended(CGetResponse Last, int Pending, int Objects, int Seconds);
}
