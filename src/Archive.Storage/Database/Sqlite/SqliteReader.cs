using System.Data.Common;
using Archive.Storage.Index.Search;
using Microsoft.Data.Sqlite;

namespace Archive.Storage.Database.Sqlite;

/// <summary>A connection that reads, used by one at a time. Keeps its statements: to parse one costs as much as to answer a small query.</summary>
internal sealed class SqliteReader(SqliteConnection connection) : IDisposable
{
    private const int MaxStatements = 128;

    private readonly Dictionary<string, SqliteCommand> _statements = new(StringComparer.Ordinal);

    public SQLitePCL.sqlite3 Handle => connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteReader));

    /// <summary>A transaction was begun and has not ended.</summary>
    public bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(Handle) == 0;

    /// <summary>All rows of a statement.</summary>
    public List<T> Read<T>(SqlQuery query, Func<DbDataReader, T> read)
    {
        var rows = new List<T>();
        Read(query, row => rows.Add(read(row)));
        return rows;
    }

    /// <summary>Hands over each row of a statement.</summary>
    public void Read(SqlQuery query, Action<DbDataReader> read)
    {
        var command = Prepare(query.Text);
        for (var i = 0; i < query.Parameters.Count; i++)
        {
            if (i < command.Parameters.Count)
                command.Parameters[i].Value = query.Parameters[i];
            else
                command.Parameters.AddWithValue($"@p{i}", query.Parameters[i]);
        }

        using var reader = command.ExecuteReader();
        while (reader.Read())
            read(reader);
    }

    /// <summary>Runs a read whose statements all see the database as it is at one moment.</summary>
    public T ReadSnapshot<T>(Func<SqliteReader, T> read)
    {
        Prepare("BEGIN").ExecuteNonQuery();
        try
        {
            return read(this);
        }
        finally
        {
            Prepare("ROLLBACK").ExecuteNonQuery();
        }
    }

    public void Dispose()
    {
        Forget();
        connection.Dispose();
    }

    private SqliteCommand Prepare(string text)
    {
        if (_statements.TryGetValue(text, out var known))
            return known;
        if (_statements.Count == MaxStatements)
            Forget();
        var command = connection.CreateCommand();
        command.CommandText = text;
        _statements.Add(text, command);
        return command;
    }

    private void Forget()
    {
        foreach (var command in _statements.Values)
            command.Dispose();
        _statements.Clear();
    }
}
