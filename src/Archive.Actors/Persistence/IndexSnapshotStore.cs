using Akka.Configuration;
using Akka.DependencyInjection;
using Akka.Persistence;
using Akka.Persistence.Snapshot;
using Archive.Actors.Studies;
using Archive.Storage.Journal;
using Archive.Storage.Workflow;

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
    private readonly IFactIndex _facts;

    /// <param name="config">The plugin's section; Akka.Persistence makes plugins with it.</param>
    public IndexSnapshotStore(Config config)
    {
        ArgumentNullException.ThrowIfNull(config);
        var services = DependencyResolver.For(Context.System).Resolver;
        _studies = services.GetService<IStudySnapshots>();
        _live = services.GetService<LiveStudies>();
        _facts = services.GetService<IFactIndex>();
    }

    /// <summary>A <see cref="StudyState"/> that belongs to the caller or a <see cref="StoredFact"/>; null when there is no such entity.</summary>
    protected override Task<SelectedSnapshot?> LoadAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) =>
        WorkflowEntity.TryGetFact(persistenceId, out var kind, out var id)
            ? LoadFactAsync(persistenceId, kind, id, criteria, cancellationToken)
            : LoadStudyAsync(persistenceId, criteria, cancellationToken);

    private async Task<SelectedSnapshot?> LoadStudyAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        var study = JournalEntity.StudyOf(persistenceId);
        var instances = await _studies.CountStudyAsync(study, cancellationToken).ConfigureAwait(false);
        using var load = await _live.LoadAsync(instances, cancellationToken).ConfigureAwait(false);
        if (await _studies.LoadStudyAsync(study, cancellationToken).ConfigureAwait(false) is not { } snapshot || snapshot.Sequence > criteria.MaxSequenceNr)
            return null;
        return new SelectedSnapshot(new SnapshotMetadata(persistenceId, snapshot.Sequence, DateTime.UnixEpoch), StudyState.From(snapshot));
    }

    private async Task<SelectedSnapshot?> LoadFactAsync(
        string persistenceId, FactKind kind, string id, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken)
    {
        if (await _facts.FindAsync(kind, id, cancellationToken).ConfigureAwait(false) is not { } fact || fact.Sequence > criteria.MaxSequenceNr)
            return null;
        return new SelectedSnapshot(new SnapshotMetadata(persistenceId, fact.Sequence, DateTime.UnixEpoch), fact);
    }

    protected override Task SaveAsync(SnapshotMetadata metadata, object snapshot, CancellationToken cancellationToken) => throw NeverSaved();

    protected override Task DeleteAsync(SnapshotMetadata metadata, CancellationToken cancellationToken) => throw NeverSaved();

    protected override Task DeleteAsync(string persistenceId, SnapshotSelectionCriteria criteria, CancellationToken cancellationToken) => throw NeverSaved();

    private static NotSupportedException NeverSaved() => new("The index is the snapshot; it changes with the events.");
}
