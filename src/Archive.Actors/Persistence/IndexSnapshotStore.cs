using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Persistence;
using Akka.Persistence.Snapshot;
using Archive.Actors.Studies;
using Archive.Storage.Journal;

namespace Archive.Actors.Persistence;

/// <summary>
/// The index is the snapshot: its rows are committed with the events, so they are the state after the last of them. Nothing
/// is ever saved. What an earlier incarnation has in the writer's queue need not be waited for here: the journal waits for
/// it before it says where the history ends, and replays what the rows did not yet have.
/// </summary>
public sealed class IndexSnapshotStore : SnapshotStore
{
    private readonly IStudySnapshots _studies;
    private readonly LiveStudies _live;

    /// <param name="config">The plugin's section; Akka.Persistence makes plugins with it.</param>
    public IndexSnapshotStore(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var services = DependencyResolver.For(Context.System).Resolver;
        _studies = services.GetService<IStudySnapshots>();
        _live = services.GetService<LiveStudies>();
    }

    /// <summary>A <see cref="StudyState"/> that belongs to the caller, null when there is no such study.</summary>
    protected override async Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var study = JournalEntity.StudyOf(persistenceId);
        var instances = await _studies.CountStudyAsync(study, cancellationToken).ConfigureAwait(false);
        using var load = await _live.LoadAsync(instances, cancellationToken).ConfigureAwait(false);
        if (await _studies.LoadStudyAsync(study, cancellationToken).ConfigureAwait(false) is not { } snapshot || snapshot.Sequence > criteria.MaxSequenceNr)
            return null;
        return new SelectedSnapshot(new SnapshotMetadata(persistenceId, snapshot.Sequence, DateTime.UnixEpoch), StudyState.From(snapshot));
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) => throw NeverSaved();

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => throw NeverSaved();

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => throw NeverSaved();

    private static NotSupportedException NeverSaved() => new("The index is the snapshot; it changes with the events.");
}
