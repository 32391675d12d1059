using Archive.Storage.Blobs;
using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Rows for one statement, which takes them column by column as arrays <c>$1</c>, <c>$2</c> …: its text, and the way that it is carried out, are the same
/// however many there are. A row is begun by <see cref="Next"/> and given its columns in order.
/// </summary>
internal sealed class PostgresRows(string sql)
{
    private readonly List<Column> _columns = [];
    private int _column;

    public int Count { get; private set; }

    /// <summary>The arrays as a table <c>new</c> with these columns, and <c>place</c>, the number of the row.</summary>
    public static string Table(params IReadOnlyList<string> columns) =>
        $"unnest({string.Join(", ", columns.Select((_, number) => $"${number + 1}"))}) WITH ORDINALITY AS new ({string.Join(", ", columns)}, place)";

    public PostgresRows Next()
    {
        Count++;
        _column = 0;
        return this;
    }

    public PostgresRows With(string value) => Add(PostgresText.Clean(value));

    /// <summary>A text of which an index has room for the beginning only.</summary>
    public PostgresRows WithIndexed(string value) => With(PostgresText.Indexed(value));

    public PostgresRows With(long value) => Add(value);

    public PostgresRows With(int value) => Add(value);

    public PostgresRows With(Guid value) => Add(value);

    public PostgresRows With(ReadOnlyMemory<byte> value) => Add(value);

    public PostgresRows With(BlobRef blob) =>
        With(blob.Volume).With(blob.Offset).With(blob.PrefixLength).With(blob.DataSetLength).With((long)blob.DataSetCrc32C);

    /// <summary>The statement with all rows, which it does not keep: they are there until <see cref="Clear"/>.</summary>
    public NpgsqlBatchCommand ToCommand()
    {
        var command = new NpgsqlBatchCommand(sql);
        foreach (var column in _columns)
            command.Parameters.Add(column.ToParameter());
        return command;
    }

    public void Clear()
    {
        Count = 0;
        foreach (var column in _columns)
            column.Clear();
    }

    private PostgresRows Add<T>(T value)
    {
        if (_column == _columns.Count)
            _columns.Add(new Column<T>());
        ((Column<T>)_columns[_column++]).Values.Add(value);
        return this;
    }

    private abstract class Column
    {
        public abstract NpgsqlParameter ToParameter();

        public abstract void Clear();
    }

    private sealed class Column<T> : Column
    {
        public List<T> Values { get; } = [];

        public override NpgsqlParameter ToParameter() => new NpgsqlParameter<List<T>> { TypedValue = Values };

        public override void Clear() => Values.Clear();
    }
}
