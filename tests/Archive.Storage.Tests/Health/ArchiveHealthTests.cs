using Archive.Storage.Health;

namespace Archive.Storage.Tests.Health;

public sealed class ArchiveHealthTests
{
    private readonly ArchiveHealth _health = new();

    [Theory]
    [InlineData(ArchivePart.Volumes, HealthState.Full)]
    [InlineData(ArchivePart.Volumes, HealthState.Failed)]
    [InlineData(ArchivePart.Journal, HealthState.Failed)]
    [InlineData(ArchivePart.Journal, HealthState.Impaired)]
    [InlineData(ArchivePart.DicomListener, HealthState.Failed)]
    public void What_objects_need_makes_the_archive_unready_and_says_why(ArchivePart part, HealthState state)
    {
        _health.Report(part, state, "It burns.");

        Assert.Equal("It burns.", _health.NotReadyReason);
    }

    [Theory]
    [InlineData(ArchivePart.TextIndex)]
    [InlineData(ArchivePart.Checkpoints)]
    [InlineData(ArchivePart.IndexReads)]
    public void What_objects_do_not_need_leaves_it_ready(ArchivePart part)
    {
        _health.Report(part, HealthState.Impaired, "Later.");

        Assert.Null(_health.NotReadyReason);
        Assert.False(_health.Uselessness.IsCompleted);
    }

    [Fact]
    public void A_node_whose_canary_does_not_come_back_takes_objects_and_is_not_ready()
    {
        _health.Report(ArchivePart.Canary, HealthState.Impaired, "It does not come back.");
        Assert.Equal(("It does not come back.", null), (_health.NotReadyReason, _health.KnownReason));
        _health.ThrowIfNotTaking();
        Assert.False(_health.Uselessness.IsCompleted);

        _health.Report(ArchivePart.Volumes, HealthState.Full, "No space.");
        Assert.Equal(("No space.", "No space."), (_health.NotReadyReason, _health.KnownReason));

        _health.Report(ArchivePart.Volumes, HealthState.Working);
        _health.Report(ArchivePart.Canary, HealthState.Working);
        Assert.Null(_health.NotReadyReason);
    }

    [Fact]
    public void An_object_that_comes_while_the_journal_is_impaired_is_not_refused()
    {
        _health.Report(ArchivePart.Journal, HealthState.Impaired, "The database does not answer.");

        _health.ThrowIfNotTaking();
        Assert.False(_health.Uselessness.IsCompleted);
    }

    [Fact]
    public void A_closed_archive_is_not_ready_though_all_parts_work_and_is_of_use()
    {
        _health.Close("It starts.");
        Assert.Equal("It starts.", _health.NotReadyReason);
        Assert.False(_health.Uselessness.IsCompleted);

        _health.Open();
        Assert.Null(_health.NotReadyReason);
    }

    [Fact]
    public void What_has_failed_stays_so_and_what_is_full_does_not()
    {
        _health.Report(ArchivePart.Volumes, HealthState.Full, "No space.");
        _health.Report(ArchivePart.Volumes, HealthState.Working);
        Assert.Null(_health.NotReadyReason);

        _health.Report(ArchivePart.Volumes, HealthState.Failed, "It burns.");
        _health.Report(ArchivePart.Volumes, HealthState.Working);
        Assert.Equal("It burns.", _health.NotReadyReason);
    }

    [Fact]
    public void Each_change_is_told_once()
    {
        var told = new List<(ArchivePart, HealthState)>();
        _health.Changed += (part, health) => told.Add((part, health.State));

        _health.Report(ArchivePart.Volumes, HealthState.Working);
        _health.Report(ArchivePart.Volumes, HealthState.Full, "1000 bytes are free.");
        _health.Report(ArchivePart.Volumes, HealthState.Full, "900 bytes are free.");
        _health.Report(ArchivePart.Volumes, HealthState.Working);

        Assert.Equal([(ArchivePart.Volumes, HealthState.Full), (ArchivePart.Volumes, HealthState.Working)], told);
    }

    [Fact]
    public async Task A_node_to_which_nobody_can_connect_is_useless()
    {
        _health.Report(ArchivePart.DicomListener, HealthState.Failed, "No connections are accepted any more.");

        Assert.Equal("No connections are accepted any more.", await _health.Uselessness);
    }

    [Theory]
    [InlineData(ArchivePart.Journal)]
    [InlineData(ArchivePart.Volumes)]
    public async Task A_node_that_takes_no_objects_answers_queries_until_it_cannot_read_its_index_either(ArchivePart part)
    {
        _health.Report(part, HealthState.Failed, "It burns.");
        Assert.False(_health.Uselessness.IsCompleted);

        _health.Report(ArchivePart.IndexReads, HealthState.Impaired, "The database cannot be read.");

        Assert.Equal("It burns. The database cannot be read.", await _health.Uselessness);
    }
}
