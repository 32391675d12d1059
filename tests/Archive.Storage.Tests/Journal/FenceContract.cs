namespace Archive.Storage.Tests.Journal;

/// <summary>What keeps a writer out whose state is older than the entity's last append, whatever database it is on.</summary>
public abstract class FenceContract
{
    private static readonly Guid Owner = Guid.NewGuid();
    private static readonly Guid Other = Guid.NewGuid();

    [Fact]
    public async Task A_stale_pipeline_is_refused_whole()
    {
        await AppendAllAsync((Owner, 0, 0, 10));

        // The owner believes that the entity is at 10 and has two appends under way when another one appends: the second of the
        // owner's expects the sequence number that the other's append led to.
        var results = await AppendAllAsync((Other, 10, 10, 1), (Owner, 10, 0, 1), (Owner, 11, 0, 1), (Other, 11, 10, 1));

        Assert.Equal([true, false, false, true], results);
        Assert.Equal(12, await LastSequenceAsync("study/1"));
    }

    [Fact]
    public async Task A_stale_pipeline_is_refused_whole_when_each_append_is_committed_by_itself()
    {
        await AppendAllAsync((Owner, 0, 0, 10));
        await AppendAllAsync((Other, 10, 10, 1));

        Assert.Equal([false], await AppendAllAsync((Owner, 10, 0, 1)));
        Assert.Equal([false], await AppendAllAsync((Owner, 11, 0, 1)));
        Assert.Equal([true], await AppendAllAsync((Other, 11, 10, 1)));
    }

    [Fact]
    public async Task The_first_append_of_a_writer_needs_the_sequence_number_that_it_loaded()
    {
        await AppendAllAsync((Owner, 0, 0, 2));

        Assert.Equal([false, true, true], await AppendAllAsync((Other, 2, 1, 1), (Other, 2, 2, 1), (Other, 3, 2, 2)));
        Assert.Equal([true], await AppendAllAsync((Owner, 5, 5, 1)));
        Assert.Equal(6, await LastSequenceAsync("study/1"));
    }

    [Fact]
    public async Task Another_entity_in_the_same_group_is_unaffected()
    {
        await AppendAllAsync((Owner, 0, 0, 1));

        var results = await AppendTogetherAsync(
            [("study/2", 0, Owner, 0, 1), ("study/1", 0, Owner, 0, 1), ("study/2", 1, Owner, 0, 1), ("study/1", 2, Owner, 0, 1), ("study/2", 2, Owner, 0, 1)]);

        Assert.Equal([true, false, true, false, true], results);
        Assert.Equal((1, 3), (await LastSequenceAsync("study/1"), await LastSequenceAsync("study/2")));
    }

    /// <summary>Appends so many events each, in this order and if possible in one transaction.</summary>
    /// <returns>Which ones were committed.</returns>
    protected abstract Task<IEnumerable<bool>> AppendTogetherAsync((string Entity, long Expected, Guid Writer, long LoadedAt, int Events)[] appends);

    protected abstract Task<long> LastSequenceAsync(string entity);

    private Task<IEnumerable<bool>> AppendAllAsync(params (Guid Writer, long Expected, long LoadedAt, int Events)[] appends) =>
        AppendTogetherAsync([.. appends.Select(append => ("study/1", append.Expected, append.Writer, append.LoadedAt, append.Events))]);
}
