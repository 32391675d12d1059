using Archive.Actors.Tests.Associations;
using Archive.Actors.Workflow.Commitment;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>N-ACTION, and results on the association on which it was asked.</summary>
public sealed class CommitmentRequestTests : CommitmentTest
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Requirement("VEREOS-26")]
    [Requirement("VEREOS-27", "on the open association")]
    [Requirement("OASIS-29")]
    [Requirement("OASIS-32", "on the original association")]
    [Requirement("BASICS-17", "on the same association")]
    public async Task What_is_stored_is_reported_safe_on_the_association_on_which_it_was_asked(bool isExplicit)
    {
        var syntax = isExplicit ? TransferSyntax.ExplicitVrLittleEndian : TransferSyntax.ImplicitVrLittleEndian;
        await using var archive = await StartAsync();
        TestObject[] sent = [.. TestObject.CtSeries(3), TestObject.Ct()];
        await TestScu.StoreAsync(archive, sent);
        await using var modality = await CommitmentModality.ConnectAsync(archive, transferSyntax: syntax);
        var (first, second) = (TestObject.NextUid(), TestObject.NextUid());

        await modality.AskAsync(first, sent);
        await modality.AskAsync(second, sent[0]);

        ReceivedReport[] reports = [await modality.ReportAsync(), await modality.ReportAsync()];
        var report = reports.Single(one => one.TransactionUid == first.Value);
        Assert.Equal(sent.Select(one => one.Instance.Value).ToHashSet(), [.. report.Safe]);
        Assert.Equal(((ushort?)1, 0, (string?)null), (report.EventType, report.Failed.Count, report.RetrieveAeTitle));
        Assert.Equal([sent[0].Instance.Value], reports.Single(one => one.TransactionUid == second.Value).Safe);
        Assert.Equal((1, 0), await UntilAsync(archive, first, CommitmentPhase.Delivered) is var state ? (state.Reports, state.Failures) : default);
        await modality.ReleaseAsync();
    }

    [Fact]
    [Requirement("OASIS-30")]
    [Requirement("VEREOS-28", "type 2 names those that are not safe, and only what was asked for")]
    [Requirement("OASIS-31", "0112 for what never came, 0119 for another class")]
    [Requirement("BASICS-17", "failures have their reason")]
    public async Task What_is_missing_of_another_class_or_damaged_is_reported_with_its_reason()
    {
        await using var archive = await StartAsync(Impatient);
        TestObject[] sent = [TestObject.Ct(), TestObject.Ct(), TestObject.Ct(fill: 77)];
        await TestScu.StoreAsync(archive, sent);
        Damage(archive, sent[2]);
        var never = TestObject.NextUid();
        await using var modality = await CommitmentModality.ConnectAsync(archive);

        await modality.AskAsync(TestObject.NextUid(),
        [
            CommitmentModality.Reference(SopClasses.CTImageStorage, sent[0].Instance),
            CommitmentModality.Reference(SopClasses.MRImageStorage, sent[1].Instance),
            CommitmentModality.Reference(SopClasses.CTImageStorage, sent[2].Instance),
            CommitmentModality.Reference(SopClasses.CTImageStorage, never),
        ]);

        var report = await modality.ReportAsync();
        Assert.Equal(((ushort?)2, sent[0].Instance.Value), (report.EventType, Assert.Single(report.Safe)));
        Assert.Equal((3, 0x0119, 0x0110, 0x0112), (
            report.Failed.Count, report.Failed[sent[1].Instance.Value], report.Failed[sent[2].Instance.Value], report.Failed[never.Value]));
    }

    [Fact]
    [Requirement("OASIS-31", "what comes within the grace time is waited for")]
    public async Task Commitment_before_the_transfer_waits_for_what_has_not_come_yet()
    {
        await using var archive = await StartAsync();
        var sent = TestObject.CtSeries(2);
        var transaction = TestObject.NextUid();
        await using var modality = await CommitmentModality.ConnectAsync(archive);

        await modality.AskAsync(transaction, sent);
        await TestScu.StoreAsync(archive, sent[0]);
        var waiting = await UntilAsync(archive, transaction, state => state.Missing == 1);
        Assert.Equal((CommitmentPhase.Received, 0), (waiting.Phase, modality.Waiting));
        await TestScu.StoreAsync(archive, sent[1]);

        Assert.Equal(((ushort?)1, 2), await modality.ReportAsync() is var report ? (report.EventType, report.Safe.Count) : default);
    }

    [Fact]
    public async Task The_same_request_runs_once_and_after_the_delivery_has_the_same_result_again_and_another_list_is_refused()
    {
        await using var archive = await StartAsync();
        var sent = TestObject.CtSeries(2);
        var transaction = TestObject.NextUid();
        await using var modality = await CommitmentModality.ConnectAsync(archive);
        await modality.AskAsync(transaction, sent);
        await modality.AskAsync(transaction, sent.Reverse().ToArray());
        await TestScu.StoreAsync(archive, sent);
        var first = await modality.ReportAsync();
        await UntilAsync(archive, transaction, CommitmentPhase.Delivered);
        Assert.Equal(0, modality.Waiting);

        await modality.AskAsync(transaction, sent);
        var again = await modality.ReportAsync();
        var other = await modality.ActAsync(new DataSet().SetString(Tags.TransactionUID, transaction.Value)
            .SetItems(Tags.ReferencedSOPSequence, [CommitmentModality.Reference(SopClasses.CTImageStorage, sent[0].Instance)]));

        Assert.Equal((first.EventType, string.Join(',', first.Safe)), (again.EventType, string.Join(',', again.Safe)));
        Assert.Equal(DimseStatus.InvalidArgumentValue, other.Status);
        var state = await UntilAsync(archive, transaction, CommitmentPhase.Delivered);
        Assert.Equal((2, 1, 0), (state.Reports, state.RequestedAgain, modality.Waiting));
    }

    [Fact]
    public async Task Requests_that_are_none_are_refused_with_the_status_of_what_is_wrong()
    {
        await using var archive = await StartAsync(Quick with { MaxReferences = 3 });
        await using var modality = await CommitmentModality.ConnectAsync(archive);
        var one = CommitmentModality.Reference(SopClasses.CTImageStorage, new Uid("1.2.3"));
        DataSet Of(params DataSet[] items) => new DataSet().SetString(Tags.TransactionUID, "1.2.4").SetItems(Tags.ReferencedSOPSequence, items);

        Assert.Equal(DimseStatus.NoSuchSopInstance, (await modality.ActAsync(Of(one), new Uid("1.2.3"))).Status);
        Assert.Equal(DimseStatus.NoSuchAction, (await modality.ActAsync(Of(one), actionType: 2)).Status);
        Assert.Equal(DimseStatus.InvalidArgumentValue, (await modality.ActAsync(Of())).Status);
        Assert.Equal(DimseStatus.InvalidArgumentValue, (await modality.ActAsync(Of(one).Remove(Tags.TransactionUID))).Status);
        Assert.Equal(DimseStatus.InvalidArgumentValue, (await modality.ActAsync(Of(one, new DataSet().SetString(Tags.ReferencedSOPInstanceUID, "1.2.3")))).Status);
        Assert.Equal(DimseStatus.ResourceLimitation, (await modality.ActAsync(Of(one, one, one, one))).Status);
    }

    [Fact]
    [Requirement("VEREOS-26", "a request names thousands")]
    public async Task A_request_of_50000_references_is_answered_and_reported_whole()
    {
        await using var archive = await StartAsync(Impatient);
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var modality = await CommitmentModality.ConnectAsync(archive);
        DataSet[] references = [.. Enumerable.Range(1, 49_999).Select(i =>
            CommitmentModality.Reference(SopClasses.CTImageStorage, new Uid($"1.2.826.0.1.3680043.10.1489.50000.{i}")))];

        await modality.AskAsync(TestObject.NextUid(), [.. references, CommitmentModality.Reference(sent.SopClass, sent.Instance)]);

        var report = await modality.ReportAsync();
        Assert.Equal(((ushort?)2, 49_999, sent.Instance.Value), (report.EventType, report.Failed.Count, Assert.Single(report.Safe)));
        Assert.All(report.Failed.Values, reason => Assert.Equal(0x0112, reason));
    }

    [Fact]
    public async Task A_database_that_does_not_answer_makes_no_result()
    {
        var failures = 0;
        await using var archive = await TestArchive.StartAsync(new TestArchiveOptions
        {
            Commitments = Impatient,
            Index = index => new UnavailableIndex(index, () => Interlocked.Increment(ref failures) == 1),
        });
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var modality = await CommitmentModality.ConnectAsync(archive);

        await modality.AskAsync(TestObject.NextUid(), sent);

        Assert.Equal((ushort?)1, (await modality.ReportAsync()).EventType);
        Assert.InRange(failures, 2, int.MaxValue);
    }

    private static void Damage(TestArchive archive, TestObject stored)
    {
        foreach (var path in Directory.EnumerateFiles(Path.Combine(archive.Folder, "volumes"), "*", SearchOption.AllDirectories))
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
            var bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            var at = bytes.AsSpan().IndexOf(stored.Bytes);
            if (at < 0)
                continue;
            file.Position = at + stored.Bytes.Length - 1;
            file.WriteByte((byte)~stored.Bytes[^1]);
            return;
        }

        throw new InvalidOperationException("The object is in no volume.");
    }
}
