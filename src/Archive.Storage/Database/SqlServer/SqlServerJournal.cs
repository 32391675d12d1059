namespace Archive.Storage.Database.SqlServer;

/// <summary>The journal on SQL Server, as that on PostgreSQL.</summary>
/// <param name="member">The row of the run of this node in <c>cluster_member</c>: what it commits, it commits while that is alive. Null where there are none.</param>
public sealed class SqlServerJournal(SqlServerDatabase database, long? member = null, TimeProvider? time = null)
    : SqlJournal(new SqlServerJournalSession(database, member, time ?? TimeProvider.System), database.Readers, SqlServerDialect.Instance, database.Health);
