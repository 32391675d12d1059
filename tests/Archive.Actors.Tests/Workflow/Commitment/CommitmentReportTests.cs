using Archive.Actors.Tests.Associations;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Journal.Events;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>Results on associations that the archive opens.</summary>
public sealed class CommitmentReportTests : CommitmentTest
{
    [Fact]
    [Requirement("VEREOS-27", "on a new association with role selection")]
    [Requirement("VEREOS-59", "several results one after the other")]
    [Requirement("OASIS-32", "on a new association")]
    [Requirement("OASIS-33", "what is proposed")]
    [Requirement("BASICS-17", "on a new association")]
    [Requirement("OASIS-01", "in associations for results of commitment")]
    public async Task Results_that_wait_go_one_after_the_other_on_one_association_of_which_the_archive_is_SCP()
    {
        using var listener = new CommitmentListener();
        await using var archive = await TestArchive.StartAsync(Calling(listener));
        var sent = TestObject.CtSeries(2);
        var (first, second) = (TestObject.NextUid(), TestObject.NextUid());
        await CommitmentModality.AskAsync(archive, first, sent);
        await CommitmentModality.AskAsync(archive, second, sent[0]);
        await TestScu.StoreAsync(archive, sent);

        var request = await listener.AcceptAsync();
        await UntilAsync(archive, first, state => state.Result is not null);
        await UntilAsync(archive, second, state => state.Result is not null);
        HashSet<string> told = [(await listener.TakeAsync(DimseStatus.Success)).TransactionUid, (await listener.TakeAsync(DimseStatus.Success)).TransactionUid];
        await listener.BeReleasedAsync();

        Assert.Equal([first.Value, second.Value], told.Order(StringComparer.Ordinal));
        Assert.Equal((TestArchive.AeTitle, TestArchive.Modality), (request.CallingAeTitle, request.CalledAeTitle));
        var role = Assert.Single(request.UserInformation.RoleSelections);
        Assert.Equal((SopClasses.StorageCommitmentPushModel, false, true), (role.SopClass, role.IsScu, role.IsScp));
        Assert.Contains(TransferSyntax.ImplicitVrLittleEndian.Uid, request.PresentationContexts.SelectMany(context => context.TransferSyntaxes));
        Assert.Equal(1, (await UntilAsync(archive, first, CommitmentPhase.Delivered)).Reports);
        Assert.Equal(1, (await UntilAsync(archive, second, CommitmentPhase.Delivered)).Reports);
    }

    [Fact]
    [Requirement("VEREOS-59", "what was not answered is sent again, and nothing else")]
    [Requirement("VEREOS-28", "0110 and connection failures are tried again, with the same result")]
    [Requirement("OASIS-34", "0000 is delivered, 0110 is later")]
    public async Task A_lost_answer_and_0110_have_the_same_result_sent_again()
    {
        using var listener = new CommitmentListener();
        await using var archive = await TestArchive.StartAsync(Calling(listener));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        var transaction = TestObject.NextUid();
        await CommitmentModality.AskAsync(archive, transaction, sent);

        await listener.AcceptAsync();
        var lost = await listener.TakeAsync(null);
        listener.Reset();
        await listener.AcceptAsync();
        var later = await listener.TakeAsync(DimseStatus.ProcessingFailure);
        await listener.BeReleasedAsync();
        await listener.AcceptAsync();
        var last = await listener.TakeAsync(DimseStatus.Success);
        await listener.BeReleasedAsync();

        Assert.Equal([sent.Instance.Value], last.Safe);
        Assert.Equal((lost.EventType, later.EventType, last.Safe[0], lost.Safe[0]), (last.EventType, last.EventType, later.Safe[0], last.Safe[0]));
        var state = await UntilAsync(archive, transaction, CommitmentPhase.Delivered);
        Assert.Equal((3, 2), (state.Reports, state.Failures));
    }

    [Theory]
    [InlineData(0x0113)]
    [InlineData(0x0115)]
    [InlineData(0x0118)]
    [InlineData(0x0211)]
    [InlineData(0x0213)]
    [Requirement("VEREOS-28", "statuses that are final")]
    [Requirement("OASIS-34", "0118 is a permanent error, of which the log tells")]
    public async Task A_final_refusal_is_not_tried_again_until_an_operator_wants_it(int status)
    {
        using var listener = new CommitmentListener();
        await using var archive = await TestArchive.StartAsync(Calling(listener));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        var transaction = TestObject.NextUid();
        await CommitmentModality.AskAsync(archive, transaction, sent);
        await listener.AcceptAsync();
        await listener.TakeAsync(new DimseStatus((ushort)status));
        await listener.BeReleasedAsync();

        var refused = await UntilAsync(archive, transaction, CommitmentPhase.Refused);
        Assert.Equal((status, (DateTimeOffset?)null), (refused.Status, refused.DueAt));
        Assert.Contains(archive.LogLines, line => line.Contains("refused the report for good", StringComparison.Ordinal));
        var facts = archive.Services.GetRequiredService<IFacts<CommitmentState>>();
        await facts.AskAsync<CommitmentReply>(new RetryCommitment(refused.Id), CancellationToken.None);
        await listener.AcceptAsync();
        await listener.TakeAsync(DimseStatus.Success);
        await listener.BeReleasedAsync();
        Assert.Equal(2, (await UntilAsync(archive, transaction, CommitmentPhase.Delivered)).Reports);
    }

    [Fact]
    [Requirement("OASIS-33", "a role that is not confirmed is a failure to log and retry")]
    public async Task A_peer_that_does_not_confirm_the_role_is_told_nothing_and_called_again()
    {
        using var listener = new CommitmentListener();
        await using var archive = await TestArchive.StartAsync(Calling(listener));
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        var transaction = TestObject.NextUid();
        await CommitmentModality.AskAsync(archive, transaction, sent);

        await listener.AcceptAsync(confirmsRole: false);
        await listener.BeReleasedAsync();
        await listener.AcceptAsync();
        await listener.TakeAsync(DimseStatus.Success);
        await listener.BeReleasedAsync();

        Assert.Equal((1, 1), await UntilAsync(archive, transaction, CommitmentPhase.Delivered) is var state ? (state.Reports, state.Failures) : default);
        Assert.Contains(archive.LogLines, line => line.Contains("role selection", StringComparison.Ordinal));
    }

    [Fact]
    [Requirement("OASIS-34", "unreported results survive a restart")]
    [Requirement("VEREOS-27", "over restarts")]
    public async Task A_result_that_could_not_be_told_is_told_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        using var listener = new CommitmentListener();
        var sent = TestObject.Ct();
        var transaction = TestObject.NextUid();
        var nobody = Calling(listener) with { Folder = folder.Path, ModalitySettings = [listener.Address with { Port = FreePort.Next() }] };
        await using (var archive = await TestArchive.StartAsync(nobody))
        {
            await CommitmentModality.AskAsync(archive, transaction, sent);
            await TestScu.StoreAsync(archive, sent);
            await UntilAsync(archive, transaction, state => state.Failures > 0);
        }

        await using var restarted = await TestArchive.StartAsync(Calling(listener) with { Folder = folder.Path });
        await listener.AcceptAsync();
        var report = await listener.TakeAsync(DimseStatus.Success);
        await listener.BeReleasedAsync();

        Assert.Equal(((ushort?)1, transaction.Value), (report.EventType, report.TransactionUid));
        Assert.Equal(1, (await UntilAsync(restarted, transaction, CommitmentPhase.Delivered)).Reports);
    }

    [Fact]
    [Requirement("OASIS-35", "Retrieve AE Title only where it is wanted")]
    public async Task A_peer_may_be_told_where_to_retrieve()
    {
        using var listener = new CommitmentListener();
        await using var archive = await TestArchive.StartAsync(Calling(listener) with
        {
            ModalitySettings = [listener.Address, new CommitmentPeer { SendsRetrieveAeTitle = true }],
        });
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await CommitmentModality.AskAsync(archive, TestObject.NextUid(), sent);

        await listener.AcceptAsync();
        Assert.Equal("ARCHIVE", (await listener.TakeAsync(DimseStatus.Success)).RetrieveAeTitle);
        await listener.BeReleasedAsync();
    }

    [Fact]
    [Requirement("BASICS-18", "other content under the same UID does not displace what is committed")]
    [Requirement("VEREOS-29", "what was reported safe is retrieved when the scanner has it no more")]
    public async Task What_was_committed_stays_whatever_comes_under_its_UID()
    {
        await using var archive = await TestArchive.StartAsync(new TestArchiveOptions { Commitments = Quick, DuplicatePolicy = DuplicatePolicy.Replace });
        var committed = TestObject.Ct();
        await TestScu.StoreAsync(archive, committed);
        await using (var modality = await CommitmentModality.ConnectAsync(archive))
        {
            await modality.AskAsync(TestObject.NextUid(), committed);
            Assert.Equal((ushort?)1, (await modality.ReportAsync()).EventType);
        }

        Assert.Equal(committed.Bytes, (await TestScu.GetAsync(archive, committed.Study)).Objects[committed.Instance]);
        await TestScu.StoreAsync(archive, TestObject.Ct(again: committed, fill: 9));

        var version = Assert.Single(await archive.Index.FindVersionsAsync(null, new SopInstanceUid(committed.Instance)).ToListAsync());
        var blob = version.Storage.Blob;
        var bytes = new byte[blob.DataSetLength];
        Assert.Equal(bytes.Length, await archive.Volumes.ReadAsync(blob, blob.PrefixLength, bytes));
        Assert.Equal(committed.Bytes, bytes);
    }
}
