using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Archive.Storage.Journal;

namespace Archive.Storage.Database;

/// <summary>
/// Writes appends to a database server that many nodes write to. Runs on the journal writer's thread; its calls wait for the server. A group is gathered, and
/// decided here on what the server has of its entities. The connection is made again whenever it is not there.
/// </summary>
internal abstract class GroupJournalSession<TErrors>(ArchiveHealth health, TimeProvider time) : IJournalSession
    where TErrors : IServerErrors
{
    private const int MaxRepeats = 10;

    private readonly List<PendingAppend> _appends = [];
    private long _seen;

    /// <summary>How late a follower here may be with what another node has committed, and how soon a lost connection is noticed.</summary>
    public TimeSpan LookInterval { get; } = TimeSpan.FromMilliseconds(250);

    protected IEnumerable<JournalAppend> Appends => _appends.Select(pending => pending.Append);

    /// <summary>The entities of the appends as the server has them, where it has them.</summary>
    protected Dictionary<string, EntityState> Entities { get; } = new(StringComparer.Ordinal);

    public void Begin() => _appends.Clear();

    public void Apply(PendingAppend append) => _appends.Add(append);

    public void Commit()
    {
        for (var repeats = 0; !TryWrite(); repeats++)
        {
            if (repeats == MaxRepeats)
                throw new StorageUnavailableException($"The database gave up the transaction {repeats + 1} times for those of others.");
        }
    }

    public bool Look()
    {
        try
        {
            var (last, isAlive) = LookAround();
            if (!isAlive)
                throw Fenced();
            var hasMore = last != _seen;
            _seen = last;
            return hasMore;
        }
        catch (Exception e) when (TErrors.IsOfDatabase(e))
        {
            Disconnect();
            throw TErrors.ToException(e);
        }
    }

    public abstract void Rollback();

    public void Dispose() => Disconnect();

    /// <summary>Reads <see cref="Entities"/>, decides, writes what there is to write, and commits.</summary>
    protected abstract void Write();

    /// <summary>The last position of the journal, and whether this node may commit.</summary>
    protected abstract (long Last, bool IsAlive) LookAround();

    protected abstract void Disconnect();

    protected abstract void Add(string entity, EntityState state, JournalEvent journalEvent, long committedAt);

    /// <summary>The last event of a reserved entity, which takes the place of the one that it has.</summary>
    protected abstract void Renew(string entity, EntityState state, JournalEvent journalEvent, long committedAt);

    protected abstract void Add(IndexChange change, long committedAt);

    /// <summary>Called once for each entity that is written, in the order of their names.</summary>
    /// <param name="before">The entity as the server has it; the default where it has none.</param>
    protected abstract void Add(string entity, EntityState before, EntityState after);

    /// <summary>Gives each append its result and adds what there is to write of them.</summary>
    protected void Decide()
    {
        var now = Instant.From(time.GetUtcNow());
        var written = new Dictionary<string, EntityState>(StringComparer.Ordinal);
        var renewed = new Dictionary<string, JournalEvent>(StringComparer.Ordinal);
        foreach (var pending in _appends)
        {
            var append = pending.Append;
            if (!written.TryGetValue(append.Entity, out var entity))
                entity = Entities.GetValueOrDefault(append.Entity);
            var isStale = append.IsStale(entity.Sequence, entity.LastWriter);
            if (!isStale && append.Events.Count > 0)
            {
                var isReserved = JournalEntity.IsReserved(append.Entity);
                foreach (var journalEvent in append.Events)
                {
                    entity = entity with { Sequence = entity.Sequence + 1 };
                    if (isReserved)
                        renewed[append.Entity] = journalEvent;
                    else
                        Add(append.Entity, entity, journalEvent, now);
                }

                foreach (var change in append.Changes)
                    Add(change, now);
                written[append.Entity] = entity with { LastWriter = append.Writer };
            }

            pending.Result = isStale ? AppendResult.Conflict(entity.Sequence) : AppendResult.Committed(entity.Sequence);
        }

        foreach (var (entity, state) in written.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var before = Entities.GetValueOrDefault(entity);
            Add(entity, before, state);
            if (!renewed.TryGetValue(entity, out var last))
                continue;
            if (before.Sequence == 0)
                Add(entity, state, last, now);
            else
                Renew(entity, state, last, now);
        }
    }

    /// <summary>The transaction is refused: the row of the node is not alive.</summary>
    protected StorageFailedException Refused()
    {
        JournalMetrics.Fenced();
        return Fenced();
    }

    private StorageFailedException Fenced()
    {
        const string Reason = "The other nodes have gone on without this one and taken over what it wrote: it was taken for dead.";
        health.Report(ArchivePart.Cluster, HealthState.Failed, Reason);
        return new StorageFailedException(Reason);
    }

    /// <summary>False when it was given up for another transaction, and is to be repeated.</summary>
    private bool TryWrite()
    {
        try
        {
            Write();
            return true;
        }
        catch (Exception e) when (TErrors.IsGivenUp(e))
        {
            Rollback();
            return false;
        }
        catch (Exception e) when (TErrors.IsOfDatabase(e))
        {
            if (TErrors.IsMisfit(e))
                throw new InvalidOperationException($"Of {_appends.Count} appends from that of {_appends[0].Append.Entity} on one does not fit: {e.Message}", e);
            Disconnect(); // also from a server that lives and did not answer in time: nobody waits for the rest of its answer
            throw TErrors.ToException(e);
        }
    }

    /// <summary>An entity's last sequence number and who wrote it; id 0 when it has no row.</summary>
    protected readonly record struct EntityState(long Id, long Sequence, Guid LastWriter);
}
