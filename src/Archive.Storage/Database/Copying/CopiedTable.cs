using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Search;
using Npgsql;
using NpgsqlTypes;

namespace Archive.Storage.Database.Copying;

/// <summary>A table of journal and index as SQLite and PostgreSQL have it; rows are in the order of its key.</summary>
internal sealed record CopiedTable(string Name, IReadOnlyList<string> Key, IReadOnlyList<CopiedColumn> Columns)
{
    /// <summary>In an order in which each finds what it refers to.</summary>
    private static readonly (string Name, string[] Key)[] Tables =
    [
        ("entity", ["id"]), ("journal", ["position"]), ("study", ["id"]), ("series", ["id"]), ("instance", ["id"]), ("instance_version", ["id"]),
        ("study_summary", ["study_id"]), ("series_summary", ["series_id"]),
        ("study_modality", ["modality", "study_date", "study_id"]), ("study_term", ["attribute", "value", "study_id"]),
        ("fact", ["row_id"]), ("fact_term", ["kind", "is_open", "attribute", "value", "fact"]), ("document", ["id"]),
    ];

    public string ColumnNames => string.Join(", ", Columns.Select(column => column.Name));

    public string KeyNames => string.Join(", ", Key);

    public string SourceColumns => string.Join(", ", Columns.Select(column => column.Source));

    /// <summary>The column that PostgreSQL numbers; null where there is none.</summary>
    public string? OwnId => Key is [var column] && Name is not ("journal" or "study_summary" or "series_summary" or "document") ? column : null;

    /// <summary>The tables with the columns that PostgreSQL has.</summary>
    public static async Task<IReadOnlyList<CopiedTable>> ReadAllAsync(NpgsqlDataSource postgres, CancellationToken cancellationToken)
    {
        var tables = new List<CopiedTable>();
        foreach (var (name, key) in Tables)
        {
            await using var command = postgres.CreateCommand(
                "SELECT column_name::text, data_type::text FROM information_schema.columns WHERE table_schema = current_schema() AND table_name = $1 ORDER BY ordinal_position");
            command.Parameters.Add(new NpgsqlParameter { Value = name });
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            var columns = new List<CopiedColumn>();
            while (await reader.ReadAsync(cancellationToken))
                columns.Add(Column(name, reader.GetString(0), CopiedColumn.TypeOf(reader.GetString(1))));
            tables.Add(new CopiedTable(name, key, columns));
        }

        return tables;
    }

    private static CopiedColumn Column(string table, string name, NpgsqlDbType type) => $"{table}.{name}" switch
    {
        "entity.last_sequence" => new(name, type, "(SELECT coalesce(max(sequence), 0) FROM journal WHERE entity_id = entity.id)", CopiedColumn.ToType(type)),
        "study.patient_name_sounds" => new(name, type, "attributes", value => SoundsOf((byte[])value)),
        "study.responsible_person" => new(name, type, "attributes", value => ResponsiblePersonOf((byte[])value)),
        var column when IndexColumns.IsIndexed(column) || column is "study_modality.modality" or "study_term.value" or "fact_term.value" =>
            new(name, type, name, static value => ServerText.Clean(ServerText.Indexed((string)value))),
        _ => new(name, type, name, CopiedColumn.ToType(type)),
    };

    private static string SoundsOf(byte[] attributes) => SearchText.OfSounds(SearchText.OfName(FoldedName.From(EncodedAttributes.Read(attributes).GetString(Tags.PatientName) ?? string.Empty)));

    private static string ResponsiblePersonOf(byte[] attributes) => SearchText.OfResponsiblePerson(attributes);
}
