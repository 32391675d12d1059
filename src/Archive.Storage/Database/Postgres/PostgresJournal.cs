namespace Archive.Storage.Database.Postgres;

/// <summary>
/// The journal on PostgreSQL, which many nodes write at once. Followers are woken by what this node commits, and within a quarter of a second by what others
/// have.
/// </summary>
/// <param name="member">The row of the run of this node in <c>cluster_member</c>: what it commits, it commits while that is alive. Null where there are none.</param>
public sealed class PostgresJournal(PostgresDatabase database, long? member = null, TimeProvider? time = null)
    : SqlJournal(new PostgresJournalSession(database, member, time ?? TimeProvider.System), database.Readers, PostgresDialect.Instance, database.Health);
