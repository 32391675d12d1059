using System.Text.Json;
using Archive.Storage.Index.Search;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Database.Sqlite;

/// <summary>Brings a database to the schema that this version of the archive works with.</summary>
internal static class SqliteSchema
{
    public static readonly IReadOnlyList<SchemaScript> Scripts = SchemaScript.Load("Sqlite");

    /// <summary>Runs the scripts that the database has not seen, each in a transaction of its own.</summary>
    /// <returns>The number of the last one that it had seen.</returns>
    /// <exception cref="SchemaTooNewException">The database has seen scripts that this version does not know.</exception>
    public static int Migrate(SqliteConnection connection, IReadOnlyList<SchemaScript> scripts)
    {
        Execute(connection, null, """
            CREATE TABLE IF NOT EXISTS schema_version (
                version INTEGER PRIMARY KEY,
                name    TEXT    NOT NULL
            );
            """);
        var current = ReadVersion(connection);
        SchemaTooNewException.ThrowIfNewer(connection.DataSource, current, scripts[^1].Version);
        connection.CreateFunction("study_terms", (byte[] attributes) => ToJson(SearchTerms.OfStudy(attributes)), isDeterministic: true);
        connection.CreateFunction("series_terms", (byte[] attributes) => ToJson(SearchTerms.OfSeries(attributes)), isDeterministic: true);
        foreach (var script in scripts.Where(script => script.Version > current))
            Run(connection, script);
        return current;
    }

    /// <summary>The number of the last script that ran; 0 before the first.</summary>
    public static int ReadVersion(SqliteConnection connection)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT coalesce(max(version), 0) FROM schema_version";
        return (int)(long)(command.ExecuteScalar() ?? throw new InvalidOperationException("schema_version cannot be read."));
    }

    private static void Run(SqliteConnection connection, SchemaScript script)
    {
        using var transaction = connection.BeginTransaction();
        Execute(connection, transaction, script.Sql);
        using var record = connection.CreateCommand();
        record.Transaction = transaction;
        record.CommandText = "INSERT INTO schema_version (version, name) VALUES ($version, $name)";
        record.Parameters.AddWithValue("$version", script.Version);
        record.Parameters.AddWithValue("$name", script.Name);
        record.ExecuteNonQuery();
        transaction.Commit();
    }

    private static string ToJson(IEnumerable<(long Attribute, string Value)> terms) =>
        JsonSerializer.Serialize(terms.Select(term => new object[] { term.Attribute, term.Value }));

    private static void Execute(SqliteConnection connection, SqliteTransaction? transaction, string sql)
    {
        using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
