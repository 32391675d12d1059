using Npgsql;
using NpgsqlTypes;

namespace Archive.Storage.Database.Copying;

/// <summary>A column of a table that is copied.</summary>
/// <param name="Source">What SQLite selects for it.</param>
/// <param name="Convert">Makes of that what PostgreSQL has.</param>
internal sealed record CopiedColumn(string Name, NpgsqlDbType Type, string Source, Func<object, object> Convert)
{
    /// <summary>What SQLite gives as what PostgreSQL is given.</summary>
    public static Func<object, object> ToType(NpgsqlDbType type) => type switch
    {
        NpgsqlDbType.Integer => static value => checked((int)(long)value),
        NpgsqlDbType.Uuid => static value => value is byte[] { Length: 16 } bytes ? new Guid(bytes) : Guid.Empty,
        NpgsqlDbType.Text => static value => ServerText.Clean((string)value),
        _ => static value => value,
    };

    public static NpgsqlDbType TypeOf(string name) => name switch
    {
        "bigint" => NpgsqlDbType.Bigint,
        "integer" => NpgsqlDbType.Integer,
        "text" => NpgsqlDbType.Text,
        "bytea" => NpgsqlDbType.Bytea,
        "uuid" => NpgsqlDbType.Uuid,
        _ => throw new NotSupportedException($"Columns of type {name} are not copied."),
    };

    public Task WriteAsync(NpgsqlBinaryImporter importer, object value, CancellationToken cancellationToken) =>
        value is DBNull ? importer.WriteNullAsync(cancellationToken) : importer.WriteAsync(value, Type, cancellationToken);
}
