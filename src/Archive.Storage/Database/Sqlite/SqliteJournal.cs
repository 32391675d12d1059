namespace Archive.Storage.Database.Sqlite;

/// <summary>The journal on SQLite.</summary>
public sealed class SqliteJournal(SqliteDatabase database, TimeProvider? time = null)
    : SqlJournal(new SqliteJournalSession(database, time ?? TimeProvider.System), database.Readers, SqliteDialect.Instance, database.Health);
