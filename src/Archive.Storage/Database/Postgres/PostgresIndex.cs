namespace Archive.Storage.Database.Postgres;

/// <summary>The index on PostgreSQL.</summary>
public sealed class PostgresIndex(PostgresDatabase database) : ServerIndex(database.Readers, PostgresDialect.Instance);
