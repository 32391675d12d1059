using Archive.Actors.Services.Retrieve;
using Archive.Actors.Tests.Associations;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Actors.Tests.Retrieval;

/// <summary>Moves of more objects than a retrieval keeps in memory.</summary>
public sealed class LargeMoveTests : AssociationTest
{
    private const int Many = 3 * LocatedInstances.MaxKept;

    private RepeatingIndex _index = null!;

    [Fact]
    public async Task What_a_move_names_is_read_as_it_is_sent_and_nothing_of_it_is_kept()
    {
        using var scp = new ScriptedScp();
        await using var archive = await StartAsync(scp, Many, Many);
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);
        await using var scu = await MoveScu.ConnectAsync(archive);
        using var canceled = new CancellationTokenSource();

        var moving = scu.MoveAsync(sent.Study, canceled: canceled.Token);
        await scp.AcceptAsync();
        var (inFlight, contextId, _) = await scp.ReceiveObjectAsync();
        var (taken, alive) = (_index.Taken, _index.CountAlive());
        await canceled.CancelAsync();
        await scp.SendAsync(contextId, inFlight.Respond(DimseStatus.Success));
        await scp.TakeRestAsync();
        var moved = await moving;

        Assert.Equal(2, _index.Passes);
        Assert.InRange(taken, 0, 10);
        Assert.InRange(alive, 1, LocatedInstances.MaxKept / 2);
        Assert.Equal(DimseStatus.Cancel, moved.Last.Status);
        Assert.Equal(Many, (int)moved.Last.NumberOfRemainingSuboperations! + moved.Counts.Completed);
    }

    [Theory]
    [InlineData(Many, Many)]
    [InlineData(Many, Many + 5)] // some came meanwhile
    [InlineData(Many, Many - 5)] // some went
    public async Task Counts_are_those_of_what_was_sent_although_it_is_read_twice(int first, int second)
    {
        using var scp = new ScriptedScp();
        await using var archive = await StartAsync(scp, first, second);
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent.Study);
        await scp.AcceptAsync();
        await scp.TakeAsync(second);
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.Equal((DimseStatus.Success, (second, 0, 0)), (moved.Last.Status, moved.Counts));
        Assert.All(moved.Pending, pending => Assert.InRange(
            (int)pending.NumberOfRemainingSuboperations! + (int)pending.NumberOfCompletedSuboperations!, Math.Min(first, second), Math.Max(first, second)));
    }

    [Fact]
    public async Task An_index_that_fails_in_the_middle_ends_the_move_with_what_was_sent()
    {
        using var scp = new ScriptedScp();
        await using var archive = await StartAsync(scp, Many, -3);
        var sent = TestObject.Ct();
        await TestScu.StoreAsync(archive, sent);

        var moving = MoveScu.MoveAsync(archive, sent.Study);
        await scp.AcceptAsync();
        await scp.TakeAsync(3);
        await scp.ReleaseAsync();
        var moved = await moving;

        Assert.Equal((DimseStatus.OutOfResourcesNumberOfMatches, (3, 0, 0)), (moved.Last.Status, moved.Counts));
    }

    private Task<TestArchive> StartAsync(ScriptedScp scp, params int[] times) => TestArchive.StartAsync(new TestArchiveOptions
    {
        Destinations = [MoveScu.At(scp.Port)],
        Retrieval = new RetrievalSettings { OperationsWindow = 1 },
        Index = index => _index = new RepeatingIndex(index, times),
    });
}
