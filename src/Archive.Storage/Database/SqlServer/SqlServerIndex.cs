namespace Archive.Storage.Database.SqlServer;

/// <summary>The index on SQL Server.</summary>
public sealed class SqlServerIndex(SqlServerDatabase database) : ServerIndex(database.Readers, SqlServerDialect.Instance);
