using Npgsql;

namespace Archive.Storage.Database.Postgres;

/// <summary>
/// Rows that their statement takes column by column as arrays <c>$1</c>, <c>$2</c> …: its text, and the way that it is carried out, are the same however many
/// there are.
/// </summary>
internal sealed class PostgresRows(string sql) : TableRows
{
    private readonly List<Column> _columns = [];
    private int _column;

    /// <summary>The arrays as a table <c>new</c> with these columns, and <c>place</c>, the number of the row.</summary>
    public static string Table(params IReadOnlyList<string> columns) =>
        $"unnest({string.Join(", ", columns.Select((_, number) => $"${number + 1}"))}) WITH ORDINALITY AS new ({string.Join(", ", columns)}, place)";

    public override TableRows With(string value) => Add(ServerText.Clean(value));

    public override TableRows With(long value) => Add(value);

    public override TableRows With(long? value) => Add(value);

    public override TableRows With(int value) => Add(value);

    public override TableRows With(Guid value) => Add(value);

    public override TableRows With(ReadOnlyMemory<byte> value) => Add(value);

    /// <summary>The statement with all rows, which it does not keep: they are there until <see cref="Clear"/>.</summary>
    public NpgsqlBatchCommand ToCommand() => ToCommand(sql);

    /// <summary>Another statement with the same rows.</summary>
    public NpgsqlBatchCommand ToCommand(string statement)
    {
        var command = new NpgsqlBatchCommand(statement);
        foreach (var column in _columns)
            command.Parameters.Add(column.ToParameter());
        return command;
    }

    public override void Clear()
    {
        base.Clear();
        foreach (var column in _columns)
            column.Clear();
    }

    protected override void Begin() => _column = 0;

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
