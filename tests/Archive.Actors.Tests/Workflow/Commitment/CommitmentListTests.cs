using Archive.Actors.Workflow.Commitment;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>Lists as they are stored.</summary>
public sealed class CommitmentListTests
{
    [Fact]
    public void The_same_references_in_another_order_or_twice_are_the_same_list()
    {
        var references = Enumerable.Range(1, 500).Select(Reference).ToArray();

        var list = CommitmentList.Of(references);

        Assert.Equal(list.Document, CommitmentList.Of(references.Reverse().Concat(references)).Document);
        Assert.NotEqual(list.Document, CommitmentList.Of(references[1..]).Document);
        Assert.Equal(500, list.Count);
        Assert.Equal(references.ToHashSet(), CommitmentList.ReadPages(list.Content, 64).SelectMany(page => page).ToHashSet());
    }

    [Fact]
    public void A_list_of_100000_is_far_shorter_than_a_message_may_be()
    {
        var list = CommitmentList.Of(Enumerable.Range(1, 100_000).Select(Reference));

        Assert.InRange(list.Content.Length, 1, 4 << 20);
    }

    [Fact]
    public void A_transaction_belongs_to_the_peer_that_asks()
    {
        var uid = new Uid("1.2.3");

        Assert.Equal(CommitmentId.Of(uid, new AeTitle("CT1")), CommitmentId.Of(uid, new AeTitle("CT1")));
        Assert.NotEqual(CommitmentId.Of(uid, new AeTitle("CT1")), CommitmentId.Of(uid, new AeTitle("CT2")));
    }

    [Fact]
    public void Back_off_grows_to_its_limit()
    {
        var settings = new CommitmentSettings();

        Assert.Equal([10, 20, 40, 80, 160, 320, 640, 900, 900], Enumerable.Range(1, 9).Select(failures => (int)settings.RetryAfter(failures).TotalSeconds));
        Assert.Equal(settings.LongestRetry, settings.RetryAfter(int.MaxValue));
        Assert.Equal([5, 5, 30, 300], new[] { 0, 9, 60, 9000 }.Select(waited => (int)settings.RecheckAfter(TimeSpan.FromSeconds(waited)).TotalSeconds));
    }

    private static CommitmentReference Reference(int number) =>
        new(SopClasses.CTImageStorage, new SopInstanceUid($"1.2.826.0.1.3680043.10.1489.2026.{number % 7}.{number}"));
}
