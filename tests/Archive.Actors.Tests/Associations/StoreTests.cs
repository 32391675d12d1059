using Archive.Actors.Studies;
using Archive.Actors.Tests.TestKit;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage;
using Archive.Storage.Journal.Events;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Associations;

public sealed class StoreTests : AssociationTest
{
    [Fact]
    [Requirement("MX1-15")]
    [Requirement("OASIS-08")]
    [Requirement("TIGER-10")]
    public async Task Store_is_acknowledged_only_after_volume_and_journal_are_durable()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync(new AsyncOperationsWindow(2, 1));
        var sent = TestObject.Ct();
        archive.Blobs.Hold();
        archive.Journal.Hold();

        var response = StoreAsync(association, sent);
        await Wait.UntilAsync(() => archive.Blobs.Waiting == 1, "the object to come to its volume");
        await association.EchoAsync(); // a response that was sent before would have come before this one
        Assert.False(response.IsCompleted);

        archive.Blobs.Release();
        await Wait.UntilAsync(() => archive.Journal.Waiting == 1, "the object to come to the journal");
        await association.EchoAsync();
        Assert.False(response.IsCompleted);
        Assert.False(await archive.HasAsync(sent));

        archive.Journal.Release();
        Assert.Equal(DimseStatus.Success, (await response).Status);
        Assert.True(await archive.HasAsync(sent));
    }

    [Fact]
    [Requirement("MX1-16")]
    public async Task An_object_that_is_refused_in_the_middle_is_read_to_its_end_and_the_next_one_is_stored()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var damaged = TestObject.Ct(pixelBytes: 1_000_000);
        damaged.Bytes[4] = 0x01; // the VR of the first element

        var refused = await StoreAsync(association, damaged);
        var stored = await StoreAsync(association, TestObject.Ct());

        Assert.Equal(DimseStatus.CannotUnderstand, refused.Status);
        Assert.NotEqual("", refused.ErrorComment ?? "");
        Assert.Equal(DimseStatus.Success, stored.Status);
        Assert.False(await archive.HasAsync(damaged));
        await association.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task An_icon_without_fragments_in_an_indexed_sequence_is_kept()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var sent = TestObject.Ct();
        byte[] iconWithoutItems =
        [
            0x40, 0x00, 0x75, 0x02, (byte)'S', (byte)'Q', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, // Request Attributes Sequence
            0xFE, 0xFF, 0x00, 0xE0, 0xFF, 0xFF, 0xFF, 0xFF, // item
            0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'B', 0, 0, 0xFF, 0xFF, 0xFF, 0xFF, // Pixel Data
            0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
            0xFE, 0xFF, 0x0D, 0xE0, 0, 0, 0, 0,
            0xFE, 0xFF, 0xDD, 0xE0, 0, 0, 0, 0,
        ];

        var kept = await association.StoreAsync(
            association.GetContext(sent.SopClass, TransferSyntax.JpegBaseline8Bit), sent.Instance, (byte[])[.. sent.Bytes, .. iconWithoutItems]);

        Assert.Equal(DimseStatus.Success, kept.Status);
        Assert.True(await archive.HasAsync(sent));
    }

    [Fact]
    public async Task Stores_overlap_when_a_window_was_negotiated()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync(new AsyncOperationsWindow(4, 1));
        archive.Blobs.Hold();

        var responses = TestObject.CtSeries(4).Select(sent => StoreAsync(association, sent)).ToArray();
        await Wait.UntilAsync(() => archive.Blobs.Waiting == 4, "all four objects to be received before any is answered");
        archive.Blobs.Release();

        Assert.All(await Task.WhenAll(responses), response => Assert.Equal(DimseStatus.Success, response.Status));
    }

    [Fact]
    public async Task A_window_is_kept_by_the_archive_too()
    {
        await using var archive = await TestArchive.StartAsync(new() { Settings = new() { MaxOperations = 2 } });
        using var association = await RawAssociation.RequestAsync(
            await ScriptedPeer.ConnectAsync(archive.EndPoint), RawAssociation.RequestWith(new UserInformation { AsyncOperationsWindow = new AsyncOperationsWindow(4, 1) }));
        archive.Blobs.Hold();

        foreach (var (i, one) in TestObject.CtSeries(4).Index())
            await association.SendStoreAsync(one, (ushort)(i + 1));
        await Wait.UntilAsync(() => archive.Blobs.Waiting == 2, "two objects to be received");
        archive.Blobs.Release();
        for (var i = 0; i < 4; i++)
            Assert.Equal(DimseStatus.Success, (await association.ReceiveAsync<CStoreResponse>()).Status);

        var steps = archive.Blobs.Steps.ToArray();
        Assert.All(steps.Index().Where(step => step.Item.StartsWith("begin", StringComparison.Ordinal)), step =>
            Assert.True(steps.Take(step.Index).Sum(before => before.StartsWith("begin", StringComparison.Ordinal) ? 1 : -1) < 2));
    }

    [Fact]
    [Requirement("MX1-13")]
    public async Task Stores_are_taken_strictly_one_at_a_time_without_a_window()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();
        var sent = TestObject.CtSeries(2);
        archive.Journal.Hold();

        await association.SendStoreAsync(sent[0], 1);
        await association.SendStoreAsync(sent[1], 2);
        await Wait.UntilAsync(() => archive.Journal.Waiting == 1, "the first object to come to the journal");
        archive.Journal.Release();

        Assert.Equal(1, (await association.ReceiveAsync<CStoreResponse>()).MessageIdBeingRespondedTo);
        Assert.Equal(2, (await association.ReceiveAsync<CStoreResponse>()).MessageIdBeingRespondedTo);
        Assert.Equal(
            [$"begin {sent[0].Instance}", $"complete {sent[0].Instance}", $"begin {sent[1].Instance}", $"complete {sent[1].Instance}"],
            archive.Blobs.Steps);
    }

    [Fact]
    public async Task A_sop_class_that_is_not_the_context_s_is_refused()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var mr = TestObject.Make(SopClasses.MRImageStorage, "MR", 2048);

        var refused = await association.RequestAsync<CStoreResponse>(
            association.GetContext(SopClasses.CTImageStorage), RawAssociation.Store(mr), mr.Bytes);

        Assert.Equal(DimseStatus.SopClassNotSupported, refused.Response.Status);
        Assert.Equal(DimseStatus.Success, (await StoreAsync(association, TestObject.Ct())).Status);
    }

    [Fact]
    public async Task A_store_on_the_context_of_another_service_is_refused()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var sent = TestObject.Ct();

        var refused = await association.RequestAsync<CStoreResponse>(
            association.GetContext(SopClasses.Verification), RawAssociation.Store(sent), sent.Bytes);

        Assert.Equal(DimseStatus.SopClassNotSupported, refused.Response.Status);
    }

    [Fact]
    public async Task A_store_that_announces_no_data_set_is_refused_and_the_next_one_is_stored()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.SendAsync(RawAssociation.Ct, RawAssociation.Store(TestObject.Ct()) with { HasDataSet = false });
        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, (await association.ReceiveAsync<CStoreResponse>()).Status);

        await association.SendStoreAsync(TestObject.Ct(), 2);
        Assert.Equal(DimseStatus.Success, (await association.ReceiveAsync<CStoreResponse>()).Status);
        await association.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_data_set_that_is_not_the_object_of_its_command_is_refused()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var (announced, sent) = (TestObject.Ct(), TestObject.Ct());

        var refused = await StoreAsync(association, announced with { Bytes = sent.Bytes });

        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, refused.Status);
        Assert.False(await archive.HasAsync(announced));
        Assert.False(await archive.HasAsync(sent));
    }

    [Fact]
    [Requirement("OASIS-17")]
    [Requirement("MX1-17")]
    public async Task The_same_object_again_is_a_success_and_stored_once()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var sent = TestObject.Ct();

        Assert.Equal(DimseStatus.Success, (await StoreAsync(association, sent)).Status);
        var first = await archive.FindAsync(sent);
        Assert.Equal(DimseStatus.Success, (await StoreAsync(association, sent)).Status);

        Assert.Equal(first, await archive.FindAsync(sent));
    }

    [Theory]
    [InlineData(DuplicatePolicy.KeepFirst, 0x0000, false)]
    [InlineData(DuplicatePolicy.Replace, 0x0000, true)]
    [InlineData(DuplicatePolicy.Refuse, 0xC000, false)]
    public async Task Other_bytes_under_the_same_uid_are_treated_by_the_peer_s_policy(DuplicatePolicy policy, ushort status, bool isReplaced)
    {
        await using var archive = await TestArchive.StartAsync(new() { DuplicatePolicy = policy });
        await using var association = await archive.ConnectAsync();
        var first = TestObject.Ct(fill: 1);
        await StoreAsync(association, first);
        var before = await archive.FindAsync(first);

        var response = await StoreAsync(association, TestObject.Ct(again: first, fill: 2));

        Assert.Equal(status, response.Status.Code);
        Assert.Equal(isReplaced, await archive.FindAsync(first) != before);
    }

    [Fact]
    public async Task Without_space_objects_are_refused_and_the_association_goes_on()
    {
        await using var archive = await TestArchive.StartAsync(new() { MinimumFreeBytes = long.MaxValue / 2 });
        await using var association = await archive.ConnectAsync();

        Assert.Equal(DimseStatus.OutOfResources, (await StoreAsync(association, TestObject.Ct())).Status);
        Assert.Equal(DimseStatus.OutOfResources, (await StoreAsync(association, TestObject.Ct(pixelBytes: 6_000_000))).Status);
        await association.EchoAsync();
        await association.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task An_object_that_cannot_be_recorded_is_refused_alone()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var sent = TestObject.Ct();
        archive.Journal.FailNext(new StorageFullException("The database has no room for this one."));

        Assert.Equal(DimseStatus.OutOfResources, (await StoreAsync(association, sent)).Status);
        Assert.False(await archive.HasAsync(sent));
        Assert.Equal(DimseStatus.Success, (await StoreAsync(association, sent)).Status);
        Assert.True(await archive.HasAsync(sent));
    }

    [Fact]
    public async Task An_object_whose_study_does_not_answer_is_refused_and_a_line_of_the_log_says_why()
    {
        var impatient = new StudySettings { Attempt = TimeSpan.FromMilliseconds(100), Deadline = TimeSpan.Zero };
        await using var archive = await TestArchive.StartAsync(new() { Register = services => services.AddSingleton(impatient) });
        await using var association = await archive.ConnectAsync();
        var sent = TestObject.Ct();
        archive.Journal.Hold();

        Assert.Equal(DimseStatus.OutOfResources, (await StoreAsync(association, sent)).Status);
        var said = Assert.Single(archive.LogLines, line => line.Contains(sent.Instance.Value, StringComparison.Ordinal));
        Assert.Contains("refused with A700H (Refused: out of resources): The study did not answer", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_says_what_an_association_did_and_names_no_patient()
    {
        await using var archive = await TestArchive.StartAsync();
        await using (var association = await archive.ConnectAsync())
        {
            await StoreAsync(association, TestObject.Ct());
            await association.ReleaseAsync();
        }

        await archive.AllIsOverAsync();
        Assert.Contains(archive.LogLines, line => line.Contains("MODALITY", StringComparison.Ordinal) && line.Contains("released: stored 1 object, ", StringComparison.Ordinal));
        Assert.DoesNotContain(archive.LogLines, line => line.Contains("Invented", StringComparison.Ordinal));
    }

    private static Task<CStoreResponse> StoreAsync(ScuAssociation association, TestObject sent) =>
        association.StoreAsync(association.GetContext(SopClasses.CTImageStorage), sent.Instance, sent.Bytes);
}
