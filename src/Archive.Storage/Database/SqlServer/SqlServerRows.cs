using System.Data;
using Microsoft.Data.SqlClient;
using Microsoft.Data.SqlClient.Server;

namespace Archive.Storage.Database.SqlServer;

/// <summary>Rows that are handed over as one table-valued parameter, with their numbers in a first column <c>place</c>.</summary>
/// <param name="type">The table type in the database.</param>
internal sealed class SqlServerRows(string type, params IReadOnlyList<string> columns) : TableRows
{
    /// <summary>Characters that a text column has room for here where it is not unlimited: more than the type in the database has, which refuses what is too long.</summary>
    public const int MaxShortText = 4000;

    private readonly SqlMetaData[] _columns = [.. columns.Prepend("place").Select(Describe)];
    private readonly List<SqlDataRecord> _rows = [];
    private int _column;

    public string Type => type;

    /// <summary>Integers that a query lists.</summary>
    public static SqlServerRows OfNumbers() => new("listed_number", "number");

    /// <summary>Texts that a query or a transaction lists.</summary>
    public static SqlServerRows OfTexts() => new("listed_text", "value");

    public override TableRows With(string value)
    {
        _rows[^1].SetString(_column++, ServerText.Clean(value));
        return this;
    }

    public override TableRows With(long value)
    {
        _rows[^1].SetInt64(_column++, value);
        return this;
    }

    public override TableRows With(long? value)
    {
        if (value is { } number)
            return With(number);
        _rows[^1].SetDBNull(_column++);
        return this;
    }

    public override TableRows With(int value)
    {
        _rows[^1].SetInt32(_column++, value);
        return this;
    }

    public override TableRows With(Guid value)
    {
        _rows[^1].SetGuid(_column++, value);
        return this;
    }

    public override TableRows With(ReadOnlyMemory<byte> value)
    {
        _rows[^1].SetValue(_column++, value.ToArray());
        return this;
    }

    public override void Clear()
    {
        base.Clear();
        _rows.Clear();
    }

    /// <summary>The rows, which it does not keep: they are there until <see cref="Clear"/>.</summary>
    public SqlParameter ToParameter(string name) => new(name, SqlDbType.Structured) { TypeName = type, Value = _rows.Count == 0 ? null : _rows };

    protected override void Begin()
    {
        _rows.Add(new SqlDataRecord(_columns));
        _rows[^1].SetInt32(0, Count);
        _column = 1;
    }

    // The names are those of the table types, in whose order the columns stand. Text is sent as UTF-16 and becomes what the type says before it meets any column.
    private static SqlMetaData Describe(string column) => column switch
    {
        "place" or "blob_prefix_length" or "is_non_patient" or "series_count" or "instance_count" or "version" or "set_number" or "part" or "kind" or "is_open" or "replaces_terms" =>
            new SqlMetaData(column, SqlDbType.Int),
        "blob_volume" or "blob_offset" or "blob_data_length" or "blob_crc32c" or "received_at" or "attribute" or "sequence" or "committed_at" or "expected_sequence"
            or "last_sequence" or "from_volume" or "from_offset" or "length" or "number" or "due_at" or "changed_at" or "created_at" => new SqlMetaData(column, SqlDbType.BigInt),
        "expected_writer" or "last_writer" => new SqlMetaData(column, SqlDbType.UniqueIdentifier),
        "attributes" or "json" or "state" or "content" => new SqlMetaData(column, SqlDbType.VarBinary, SqlMetaData.Max),
        "uid" or "study" or "series" or "sop_class_uid" or "transfer_syntax_uid" or "patient_id" or "issuer_of_patient_id" or "patient_name_alphabetic"
            or "patient_name_ideographic" or "patient_name_phonetic" or "accession_number" or "modality" or "value" or "trigram" or "patient_birth_date"
            or "study_date" or "series_date" or "name" or "entity" or "type" or "ae_title" or "id" => new SqlMetaData(column, SqlDbType.NVarChar, MaxShortText),
        _ => new SqlMetaData(column, SqlDbType.NVarChar, SqlMetaData.Max),
    };
}
