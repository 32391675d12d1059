using Archive.Actors.Services.Retrieve;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Retrieval;

public sealed class SubOperationsTests
{
    private static readonly StoredInstance Instance = new(new("1.2"), new("1.2.3"), new("1.2.3.4"), SopClasses.CTImageStorage,
        new InstanceStorage(default, TransferSyntax.ExplicitVrLittleEndian.Uid, default, "MODALITY"));

    [Theory]
    [InlineData(0, 0, 0, 0, 0x0000)]
    [InlineData(0, 5, 0, 0, 0x0000)]
    [InlineData(0, 4, 1, 0, 0xB000)]
    [InlineData(0, 4, 0, 1, 0xB000)]
    [InlineData(0, 0, 1, 4, 0xB000)]
    [InlineData(0, 0, 5, 0, 0xA702)]
    [InlineData(1, 0, 4, 0, 0xFE00)]
    public void The_last_status_follows_from_the_counts(int remaining, int completed, int failed, int warnings, int status) =>
        Assert.Equal(status, new SubOperationCounts(remaining, completed, failed, warnings).FinalStatus.Code);

    [Fact]
    public void Counters_show_the_most_they_can()
    {
        var pending = new CMoveResponse { MessageIdBeingRespondedTo = 1, Status = DimseStatus.Pending };

        var response = new SubOperationCounts(70_000, 65_536, 65_535, 3).WriteTo(pending);

        Assert.Equal((65_535, 65_535), ((int)response.NumberOfRemainingSuboperations!, (int)response.NumberOfCompletedSuboperations!));
        Assert.Equal((65_535, 3), ((int)response.NumberOfFailedSuboperations!, (int)response.NumberOfWarningSuboperations!));
    }

    [Theory]
    [InlineData(5, 4)] // after each but the last
    [InlineData(400, 99)] // after each per cent
    [InlineData(10_000, 499)] // after 20
    public void Progress_is_given_after_each_object_of_some_and_at_least_as_often_as_told_of_many(int total, int expected)
    {
        var subOperations = new SubOperations(total, 20, new RetrieveStatistics());
        subOperations.AllLocated(total);

        for (var i = 0; i < total; i++)
            subOperations.Failed(Instance, "no reason");

        var given = 0;
        while (subOperations.Progress.TryRead(out var counts))
        {
            given++;
            Assert.Equal(total, counts.Remaining + counts.Failed);
        }

        Assert.Equal(expected, given);
        Assert.True(subOperations.Progress.Completion.IsCompleted);
    }

    [Fact]
    public void A_receiver_with_a_reason_for_each_object_is_told_of_in_a_few_lines()
    {
        const int Total = 1000;
        var subOperations = new SubOperations(Total, 20, new RetrieveStatistics());
        for (var i = 0; i < Total; i++)
            subOperations.Failed(Instance, $"reason {i % (Total / 2)}");

        Assert.InRange(subOperations.Reasons.Count, 2, 17);
        Assert.Equal(2, subOperations.Reasons["reason 0"]);
        Assert.Equal(Total, subOperations.Reasons.Values.Sum());
        Assert.Equal(Total, subOperations.FailedInstances.Count);
    }

    [Fact]
    public void What_is_found_beyond_the_first_count_is_counted_too_and_nothing_has_ended_before_all_is_found()
    {
        var subOperations = new SubOperations(2, 20, new RetrieveStatistics());

        subOperations.Failed(Instance, "no reason");
        subOperations.Failed(Instance, "no reason");
        Assert.False(subOperations.Progress.Completion.IsCompleted);
        subOperations.Located(3);
        Assert.Equal(1, subOperations.Counts.Remaining);
        subOperations.Failed(Instance, "no reason");
        subOperations.AllLocated(3);

        Assert.Equal((0, 3), (subOperations.Counts.Remaining, subOperations.Counts.Failed));
        while (subOperations.Progress.TryRead(out _))
            continue;
        Assert.True(subOperations.Progress.Completion.IsCompleted);
    }

    [Fact]
    public void Counts_that_nobody_takes_are_kept_up_to_a_bound()
    {
        var subOperations = new SubOperations(100_000, 1, new RetrieveStatistics());

        for (var i = 0; i < 50_000; i++)
            subOperations.Failed(Instance, "no reason");

        Assert.InRange(subOperations.Progress.Count, 1, 2_000);
    }

    [Fact]
    public void Reasons_are_counted_and_the_first_is_known()
    {
        var subOperations = new SubOperations(3, 20, new RetrieveStatistics());

        subOperations.Failed(Instance, "full");
        subOperations.Answered(Instance, new CStoreResponse { MessageIdBeingRespondedTo = 1, Status = DimseStatus.OutOfResources, ErrorComment = "full" });
        subOperations.Failed(Instance, "full");

        Assert.Equal("full", subOperations.FirstReason);
        Assert.Equal(new Dictionary<string, int> { ["full"] = 2, ["A700H (Refused: out of resources): full"] = 1 }, subOperations.Reasons);
        Assert.Equal(3, subOperations.FailedInstances.Count);
    }
}
