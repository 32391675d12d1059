using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Database;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>Brings the rows of an index on SQLite into one on PostgreSQL, with the columns that only that has.</summary>
internal static class PostgresCopy
{
    private static readonly string[] Tables = ["study", "series", "instance", "instance_version", "study_summary", "series_summary", "study_modality", "study_term"];

    public static async Task CreateTablesAsync(NpgsqlDataSource postgres)
    {
        foreach (var script in SchemaScript.Load("Postgres"))
        {
            await using var command = postgres.CreateCommand(script.Sql);
            await command.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Makes the rows of PostgreSQL those of SQLite.</summary>
    public static async Task CopyAsync(SqliteConnection sqlite, NpgsqlDataSource postgres)
    {
        await using var connection = await postgres.OpenConnectionAsync();
        await using (var truncate = new NpgsqlCommand($"TRUNCATE {string.Join(", ", Tables)}", connection))
            await truncate.ExecuteNonQueryAsync();
        foreach (var table in Tables)
            await CopyAsync(sqlite, connection, table);
    }

    private static async Task CopyAsync(SqliteConnection sqlite, NpgsqlConnection postgres, string table)
    {
        await using var batch = new NpgsqlBatch(postgres);
        using var select = sqlite.CreateCommand();
        select.CommandText = string.Create(CultureInfo.InvariantCulture, $"SELECT * FROM {table}");
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            var columns = Enumerable.Range(0, rows.FieldCount).ToDictionary(rows.GetName, rows.GetValue);
            if (table == "study")
            {
                var attributes = DataSetReader.Read((byte[])columns["attributes"], TransferSyntax.ExplicitVrLittleEndian);
                columns["patient_name_sounds"] = SearchText.OfSounds(attributes.GetString(Tags.PatientName) ?? "");
                columns["responsible_person"] = SearchText.OfName(FoldedName.From(attributes.GetString(Tags.ResponsiblePerson) ?? ""));
            }

            var insert = new NpgsqlBatchCommand($"INSERT INTO {table} ({string.Join(", ", columns.Keys)}) VALUES ({string.Join(", ", columns.Keys.Select((_, i) => $"@p{i}"))})");
            foreach (var (value, i) in columns.Values.Select((value, i) => (value, i)))
                insert.Parameters.AddWithValue($"p{i}", value);
            batch.BatchCommands.Add(insert);
        }

        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync();
    }
}
