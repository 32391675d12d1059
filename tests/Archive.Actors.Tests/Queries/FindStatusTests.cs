using Archive.Actors.Tests.Associations;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.Actors.Tests.Queries;

/// <summary>How a query ends, by status. The association goes on whatever was wrong with it.</summary>
public sealed class FindStatusTests : FindTest
{
    [Fact]
    public async Task Matches_are_pending_and_the_last_response_is_success()
    {
        await using var archive = await StartAsync((_, _) => ScriptedIndex.Matches(3));
        await using var association = await archive.ConnectAsync();

        var responses = await FindAsync(association, Keys("STUDY", Tags.StudyInstanceUID));

        Assert.Equal([DimseStatus.Pending, DimseStatus.Pending, DimseStatus.Pending, DimseStatus.Success], responses.Select(response => response.Status));
        Assert.False(responses[^1].HasDataSet);
    }

    [Fact]
    [Requirement("OASIS-21")]
    public async Task A_key_that_the_archive_does_not_have_makes_the_matches_FF01()
    {
        await using var archive = await StartAsync((_, _) => ScriptedIndex.Matches(1));
        await using var association = await archive.ConnectAsync();

        var responses = await FindAsync(association, Keys("STUDY", Tags.StudyInstanceUID, Tags.ScheduledProcedureStepDescription));

        Assert.Equal([DimseStatus.PendingOptionalKeysNotSupported, DimseStatus.Success], responses.Select(response => response.Status));
    }

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task The_answers_of_a_peer_are_limited_and_the_last_response_says_so()
    {
        await using var archive = await StartAsync(
            (request, _) => ScriptedIndex.Matches(request.Identifier.GetString(Tags.PatientID) is "few" ? 5 : 6), new() { Queries = new() { MaxAnswers = 5 } });
        await using var association = await archive.ConnectAsync();

        var few = await FindAsync(association, Keys("STUDY").SetString(Tags.PatientID, "few"));
        var many = await FindAsync(association, Keys("STUDY").SetString(Tags.PatientID, "many"));

        Assert.Equal((6, DimseStatus.Success), (few.Count, few[^1].Status));
        Assert.Equal((6, DimseStatus.OutOfResources), (many.Count, many[^1].Status));
        Assert.Equal("More than 5 matches: narrow the query.", many[^1].ErrorComment);
        Assert.Equal(0, Index.Searches);
        await association.EchoAsync();
    }

    [Fact]
    [Requirement("VEREOS-43")]
    public async Task What_the_index_refuses_and_its_failure_are_statuses()
    {
        await using var archive = await StartAsync((request, _) => ScriptedIndex.Failing(2, request.Identifier.GetString(Tags.PatientID) switch
        {
            "invalid" => new InvalidQueryException("A key is wrong.", Tags.StudyDate),
            "unbounded" => new UnboundedQueryException("Nothing narrows it."),
            "unreadable" => new IOException("The disk is gone."), // no connection: the peer is there and waits
            _ => new StorageFailedException("The disk is gone."),
        }));
        await using var association = await archive.ConnectAsync();

        var invalid = (await FindAsync(association, Keys("STUDY").SetString(Tags.PatientID, "invalid")))[^1];
        var unbounded = (await FindAsync(association, Keys("STUDY").SetString(Tags.PatientID, "unbounded")))[^1];
        var failed = await FindAsync(association, Keys("STUDY").SetString(Tags.PatientID, "failed"));
        var unreadable = await FindAsync(association, Keys("STUDY").SetString(Tags.PatientID, "unreadable"));

        Assert.Equal((DimseStatus.DataSetDoesNotMatchSopClass, "A key is wrong."), (invalid.Status, invalid.ErrorComment));
        Assert.Equal([Tags.StudyDate], invalid.OffendingElements);
        Assert.Equal((DimseStatus.OutOfResources, "Nothing narrows it."), (unbounded.Status, unbounded.ErrorComment));
        Assert.Equal((3, DimseStatus.UnableToProcess), (failed.Count, failed[^1].Status));
        Assert.DoesNotContain("disk", failed[^1].ErrorComment, StringComparison.Ordinal);
        Assert.Equal((3, DimseStatus.UnableToProcess), (unreadable.Count, unreadable[^1].Status));
        await association.EchoAsync();
        await association.ReleaseAsync();
        await archive.AllIsOverAsync();
    }

    [Fact]
    public async Task A_level_that_is_missing_or_unknown_is_the_offending_element()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();

        var missing = Assert.Single(await FindAsync(association, new DataSet().SetString(Tags.PatientID, "")));
        var unknown = Assert.Single(await FindAsync(association, Keys("WARD")));
        var parent = Assert.Single(await FindAsync(association, Keys("SERIES", Tags.SeriesInstanceUID)));

        Assert.All([missing, unknown, parent], response => Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, response.Status));
        Assert.Equal([Tags.QueryRetrieveLevel], missing.OffendingElements);
        Assert.Equal([Tags.QueryRetrieveLevel], unknown.OffendingElements);
        Assert.Equal([Tags.StudyInstanceUID], parent.OffendingElements);
    }

    [Fact]
    public async Task A_request_of_another_SOP_class_or_without_identifier_is_refused_and_its_data_set_passed_over()
    {
        await using var archive = await TestArchive.StartAsync();
        using var association = await archive.ConnectRawAsync();

        await association.SendAsync(RawAssociation.Find, new CFindRequest
        {
            MessageId = 1,
            AffectedSopClassUid = SopClasses.PatientRootQueryRetrieveInformationModelFind,
        });
        await association.SendDataAsync(RawAssociation.Find, Encode(Keys("STUDY", Tags.StudyInstanceUID)), isLast: true);
        await association.SendAsync(RawAssociation.Find, new CFindRequest { MessageId = 2, AffectedSopClassUid = Find, HasDataSet = false });
        await association.SendAsync(RawAssociation.Find, new CGetRequest { MessageId = 3, AffectedSopClassUid = Find });
        await association.SendDataAsync(RawAssociation.Find, Encode(Keys("STUDY", Tags.StudyInstanceUID)), isLast: true);

        Assert.Equal(DimseStatus.SopClassNotSupported, (await association.ReceiveAsync<CFindResponse>()).Status);
        Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, (await association.ReceiveAsync<CFindResponse>()).Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.ReceiveAsync<CGetResponse>()).Status);
        await association.ExpectEchoAsync();
    }

    [Fact]
    public async Task A_message_id_may_be_used_again_as_soon_as_its_last_response_is_there()
    {
        await using var archive = await StartAsync((_, _) => ScriptedIndex.Matches(1));
        using var association = await archive.ConnectRawAsync();

        for (var i = 0; i < 200; i++)
        {
            await SendFindAsync(association, messageId: 1);
            Assert.Equal(DimseStatus.Pending, (await NextAsync(association)).Status);
            Assert.Equal(DimseStatus.Success, (await NextAsync(association)).Status);
        }
    }

    [Fact]
    public async Task Identifiers_count_against_the_memory_budget()
    {
        await using var archive = await StartAsync(ScriptedIndexSearching, new() { MemoryBudgetBytes = 256 * 1024 });
        using var association = await archive.ConnectRawAsync();
        var keys = Keys("STUDY", Tags.StudyInstanceUID).SetString(Tags.StudyDescription, new string('x', 150_000));

        await SendFindAsync(association, messageId: 1, keys);
        await SendFindAsync(association, messageId: 2, keys);

        var refused = await NextAsync(association);
        Assert.Equal((2, DimseStatus.OutOfResources), (refused.MessageIdBeingRespondedTo, refused.Status));
        await association.SendAsync(RawAssociation.Find, new CCancelRequest { MessageIdBeingRespondedTo = 1 });
        Assert.Equal(DimseStatus.Cancel, (await NextAsync(association)).Status);
        await Wait.UntilAsync(() => archive.BudgetUsedBytes == 0, "the memory to be given back");
        await SendFindAsync(association, messageId: 3, keys);
        await association.SendAsync(RawAssociation.Find, new CCancelRequest { MessageIdBeingRespondedTo = 3 });
        Assert.Equal(DimseStatus.Cancel, (await NextAsync(association)).Status);
        await association.ReleaseAsync();
        await archive.AllIsOverAsync();

        static IAsyncEnumerable<DataSet> ScriptedIndexSearching(FindRequest request, CancellationToken canceled) => ScriptedIndex.Searching(0, canceled);
    }

    [Fact]
    public async Task A_deflated_identifier_cannot_grow_beyond_the_limit()
    {
        await using var archive = await TestArchive.StartAsync(new() { Settings = new() { MaxIdentifierBytes = 10_000 } });
        await using var association = await ScuAssociation.ConnectAsync(
            archive.Calling().Propose(Find, TransferSyntax.DeflatedExplicitVrLittleEndian));
        var keys = Keys("STUDY", Tags.StudyInstanceUID);

        var usual = await FindAsync(association, keys);
        var bomb = await FindAsync(association, keys.SetString(Tags.StudyDescription, new string('x', 60_000)));

        Assert.Equal(DimseStatus.Success, usual[^1].Status);
        Assert.Equal(DimseStatus.CannotUnderstand, bomb[^1].Status);
    }

    [Fact]
    public async Task The_log_names_keys_and_never_what_they_have_to_match()
    {
        await using var archive = await StartAsync((_, _) => ScriptedIndex.Matches(2));
        await using var association = await archive.ConnectAsync();

        await FindAsync(association, Keys("STUDY", Tags.StudyInstanceUID).SetString(Tags.PatientName, "INVENTED^PERSON").SetString(Tags.StudyDate, "20260102"));
        await FindAsync(association, Keys("INVENTED^WARD"));

        var lines = archive.LogLines.Where(line => line.Contains("query", StringComparison.Ordinal)).ToList();
        Assert.Contains(lines, line => line.StartsWith("association 1 MODALITY: query STUDY of StudyRoot by StudyDate, PatientName: 2 answers, 0000H", StringComparison.Ordinal));
        Assert.DoesNotContain(archive.LogLines, line => line.Contains("INVENTED", StringComparison.Ordinal) || line.Contains("20260102", StringComparison.Ordinal));
    }
}
