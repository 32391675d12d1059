using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;
using Archive.Testing;

namespace Archive.Actors.Tests.Retrieval;

public sealed class GetTests : AssociationTest
{
    private static readonly Uid Get = SopClasses.StudyRootQueryRetrieveInformationModelGet;

    [Fact]
    public async Task What_was_stored_comes_back_byte_for_byte()
    {
        await using var archive = await TestArchive.StartAsync();
        TestObject[] sent = [.. TestObject.CtSeries(3), TestObject.Ct(pixelBytes: 6_000_000)];
        await TestScu.StoreAsync(archive, sent);

        var received = await TestScu.GetAsync(archive, sent[0].Study);
        var large = await TestScu.GetAsync(archive, sent[3].Study);

        Assert.Equal(DimseStatus.Success, received.Last.Status);
        Assert.Equal(3, (int)received.Last.NumberOfCompletedSuboperations!);
        Assert.All(sent[..3], one => Assert.Equal(one.Bytes, received.Objects[one.Instance]));
        Assert.Equal(sent[3].Bytes, large.Objects[sent[3].Instance]);
    }

    [Fact]
    public async Task A_study_that_is_not_there_is_retrieved_with_nothing()
    {
        await using var archive = await TestArchive.StartAsync();

        var received = await TestScu.GetAsync(archive, TestObject.NextUid());

        Assert.Equal(DimseStatus.Success, received.Last.Status);
        Assert.Equal(0, (int)received.Last.NumberOfCompletedSuboperations!);
    }

    [Fact]
    public async Task An_object_for_which_no_context_was_agreed_fails_and_the_others_come()
    {
        await using var archive = await TestArchive.StartAsync();
        var ct = TestObject.Ct();
        var mr = TestObject.Make(SopClasses.MRImageStorage, "MR", 2048, of: ct);
        await TestScu.StoreAsync(archive, ct, mr);

        var received = await TestScu.GetAsync(archive, ct.Study);

        Assert.Equal(0xB000, received.Last.Status.Code);
        Assert.Equal((1, 1), ((int)received.Last.NumberOfCompletedSuboperations!, (int)received.Last.NumberOfFailedSuboperations!));
        Assert.Equal([mr.Instance.Value], received.Failed);
        Assert.Equal([ct.Instance], received.Objects.Keys);
    }

    [Fact]
    public async Task When_no_object_can_be_sent_the_retrieval_fails()
    {
        await using var archive = await TestArchive.StartAsync();
        var mr = TestObject.Make(SopClasses.MRImageStorage, "MR", 2048);
        await TestScu.StoreAsync(archive, mr);

        var received = await TestScu.GetAsync(archive, mr.Study);

        Assert.Equal(DimseStatus.OutOfResourcesSuboperations, received.Last.Status);
        Assert.Equal([mr.Instance.Value], received.Failed);
    }

    [Fact]
    public async Task Objects_that_the_peer_refuses_or_warns_of_are_counted()
    {
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.CtSeries(3);
        await TestScu.StoreAsync(archive, sent);

        var received = await TestScu.GetAsync(archive, sent[0].Study, instance =>
            instance == sent[0].Instance ? DimseStatus.OutOfResources
            : instance == sent[1].Instance ? DimseStatus.CoercionOfDataElements
            : DimseStatus.Success);

        Assert.Equal(0xB000, received.Last.Status.Code);
        Assert.Equal(1, (int)received.Last.NumberOfCompletedSuboperations!);
        Assert.Equal(1, (int)received.Last.NumberOfFailedSuboperations!);
        Assert.Equal(1, (int)received.Last.NumberOfWarningSuboperations!);
        Assert.Equal([sent[0].Instance.Value], received.Failed);
    }

    [Fact]
    public async Task More_failures_than_a_short_value_holds_are_listed()
    {
        await using var archive = await TestArchive.StartAsync();
        var series = TestObject.Make(SopClasses.MRImageStorage, "MR", 2);
        TestObject[] sent = [series, .. Enumerable.Range(0, 1999).Select(_ => TestObject.Make(SopClasses.MRImageStorage, "MR", 2, of: series))];
        await TestScu.StoreAsync(archive, sent);

        var received = await TestScu.GetAsync(archive, series.Study);

        Assert.Equal(sent.Select(one => one.Instance.Value).Order(), received.Failed.Order());
    }

    [Fact]
    public async Task An_object_whose_volume_is_gone_fails_and_the_others_come()
    {
        await using var archive = await TestArchive.StartAsync();
        var lost = TestObject.Ct(pixelBytes: 6_000_000); // has a volume of its own
        var kept = TestObject.Ct(of: lost);
        await TestScu.StoreAsync(archive, lost, kept);
        File.Delete(LargeObjectFile(archive));

        var received = await TestScu.GetAsync(archive, lost.Study);

        Assert.Equal(0xB000, received.Last.Status.Code);
        Assert.Equal([lost.Instance.Value], received.Failed);
        Assert.Equal([kept.Instance], received.Objects.Keys);
        Assert.Contains(archive.LogLines, line => line.Contains(lost.Instance.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_that_ends_early_on_disk_fails_and_the_others_come()
    {
        await using var archive = await TestArchive.StartAsync();
        var cut = TestObject.Ct(pixelBytes: 6_000_000);
        var kept = TestObject.Ct(of: cut);
        await TestScu.StoreAsync(archive, cut, kept);
        using (var file = File.OpenWrite(LargeObjectFile(archive)))
            file.SetLength(3_000_000);

        var received = await TestScu.GetAsync(archive, cut.Study);

        Assert.Equal([cut.Instance.Value], received.Failed);
        Assert.Equal([kept.Instance], received.Objects.Keys);
    }

    [Fact]
    public async Task An_object_that_has_changed_on_disk_fails_and_the_others_come()
    {
        await using var archive = await TestArchive.StartAsync();
        var changed = TestObject.Ct(fill: 0x5A);
        var kept = TestObject.Ct(of: changed, fill: 1);
        await TestScu.StoreAsync(archive, changed, kept);
        var volume = Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), "*.open").Single();
        using (var file = new FileStream(volume, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            var bytes = new byte[file.Length];
            await file.ReadExactlyAsync(bytes);
            file.Position = bytes.AsSpan().IndexOf("ZZZZ"u8);
            file.WriteByte(0x5B);
        }

        var received = await TestScu.GetAsync(archive, changed.Study);

        Assert.Equal([changed.Instance.Value], received.Failed);
        Assert.Equal([kept.Instance], received.Objects.Keys);
    }

    [Fact]
    public async Task A_large_object_that_has_changed_on_disk_ends_the_association_before_it_is_complete()
    {
        await using var archive = await TestArchive.StartAsync();
        var changed = TestObject.Ct(pixelBytes: 6_000_000, fill: 0x5A);
        await TestScu.StoreAsync(archive, changed);
        using (var file = new FileStream(LargeObjectFile(archive), FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite))
        {
            file.Position = 3_000_000;
            file.WriteByte(0x5B);
        }

        await Assert.ThrowsAsync<AssociationAbortedException>(() => TestScu.GetAsync(archive, changed.Study));

        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task An_object_that_was_replaced_since_it_was_located_comes_with_its_new_content()
    {
        await using var archive = await TestArchive.StartAsync(new TestArchiveOptions
        {
            DuplicatePolicy = DuplicatePolicy.Replace,
            Index = index => new StaleIndex(index),
        });
        var first = TestObject.Ct(pixelBytes: 6_000_000, fill: 1);
        var second = TestObject.Ct(pixelBytes: 5_000_000, again: first, fill: 2);
        await TestScu.StoreAsync(archive, first);
        var volume = LargeObjectFile(archive);
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, first.Study.Value);
        await archive.Index.LocateAsync(new RetrieveRequest(InformationModel.StudyRoot, identifier)).ToListAsync();
        await TestScu.StoreAsync(archive, second);
        File.Delete(volume); // as maintenance would, in its time

        var received = await TestScu.GetAsync(archive, first.Study);

        Assert.Equal(DimseStatus.Success, received.Last.Status);
        Assert.Equal(second.Bytes, received.Objects[first.Instance]);
    }

    [Fact]
    public async Task Objects_overlap_in_the_window_that_the_requestor_opens()
    {
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.CtSeries(3);
        await TestScu.StoreAsync(archive, sent);
        using var requestor = await RawAssociation.RequestAsync(await ScriptedPeer.ConnectAsync(archive.EndPoint), RawAssociation.RequestWith(new UserInformation
        {
            MaximumLength = 128 * 1024,
            ImplementationClassUid = new Uid("1.2.3"),
            AsyncOperationsWindow = new AsyncOperationsWindow(1, 3),
            RoleSelections = [new RoleSelection(SopClasses.CTImageStorage, IsScu: false, IsScp: true)],
        }));

        await requestor.SendAsync(RawAssociation.Get, new CGetRequest { MessageId = 1, AffectedSopClassUid = Get });
        await requestor.SendDataAsync(RawAssociation.Get, MoveScu.Identify(sent[0].Study), isLast: true);
        var unanswered = new List<CStoreRequest>();
        while (unanswered.Count < 3)
        {
            unanswered.Add(await requestor.ReceiveAsync<CStoreRequest>());
            await requestor.Peer.ReceiveAsync(); // its data set
        }

        Assert.Equal(sent.Select(one => one.Instance), unanswered.Select(store => store.AffectedSopInstanceUid));
    }

    [Fact]
    public async Task A_cancel_ends_a_retrieval_between_objects()
    {
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.CtSeries(20);
        await TestScu.StoreAsync(archive, sent);
        using var enough = new CancellationTokenSource();
        var served = 0;

        var received = await TestScu.GetAsync(archive, sent[0].Study, canceled: enough, answer: _ =>
        {
            if (++served == 3)
                enough.Cancel();
            return DimseStatus.Success;
        });

        // Where the C-CANCEL meets the archive is not known, only that what it says then adds up.
        Assert.True(received.Last.Status == DimseStatus.Cancel || received.Last.Status == DimseStatus.Success);
        Assert.Equal(20, (received.Last.NumberOfRemainingSuboperations ?? 0) + (int)received.Last.NumberOfCompletedSuboperations!);
        Assert.Equal(received.Objects.Count, (int)received.Last.NumberOfCompletedSuboperations!);
    }

    [Fact]
    public async Task A_retrieval_that_names_nothing_is_refused()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();

        await foreach (var message in association.GetAsync(Get, new DataSet().SetString(Tags.QueryRetrieveLevel, "STUDY")))
            Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, message.Response.Status);
    }

    private static string LargeObjectFile(TestArchive archive) =>
        Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), "*.object").Single();
}
