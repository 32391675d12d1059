using System.Buffers;
using System.Text;
using Archive.Storage.Blobs;
using SQLitePCL;

namespace Archive.Storage.Database.Sqlite;

/// <summary>
/// A prepared statement of the writer's connection. Straight on SQLite's own calls: parameters are bound without boxing and
/// result codes come as they are. Used by one thread at a time; parameters count from 1, columns from 0.
/// </summary>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;

    public SqliteStatement(sqlite3 database, string sql)
    {
        _database = database;
        SqliteErrors.ThrowIfFailed(database, raw.sqlite3_prepare_v3(database, sql, raw.SQLITE_PREPARE_PERSISTENT, out _statement));
    }

    public SqliteStatement Bind(int parameter, long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, parameter, value));
        return this;
    }

    /// <summary>Null: NULL.</summary>
    public SqliteStatement Bind(int parameter, long? value)
    {
        if (value is { } number)
            return Bind(parameter, number);
        Check(raw.sqlite3_bind_null(_statement, parameter));
        return this;
    }

    public SqliteStatement Bind(int parameter, string value)
    {
        var maxLength = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (maxLength <= 512)
        {
            Span<byte> utf8 = stackalloc byte[512];
            return BindText(parameter, utf8[..Encoding.UTF8.GetBytes(value, utf8)]);
        }

        var rented = ArrayPool<byte>.Shared.Rent(maxLength);
        BindText(parameter, rented.AsSpan(0, Encoding.UTF8.GetBytes(value, rented)));
        ArrayPool<byte>.Shared.Return(rented);
        return this;
    }

    public SqliteStatement BindText(int parameter, ReadOnlySpan<byte> utf8)
    {
        // An empty span has no address, and SQLite takes a missing address for NULL.
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(_statement, parameter, string.Empty) : raw.sqlite3_bind_text(_statement, parameter, utf8));
        return this;
    }

    public SqliteStatement BindBlob(int parameter, ReadOnlySpan<byte> value)
    {
        Check(value.IsEmpty ? raw.sqlite3_bind_zeroblob(_statement, parameter, 0) : raw.sqlite3_bind_blob(_statement, parameter, value));
        return this;
    }

    public SqliteStatement Bind(int parameter, Guid value)
    {
        Span<byte> bytes = stackalloc byte[16];
        value.TryWriteBytes(bytes);
        return BindBlob(parameter, bytes);
    }

    /// <summary>Binds five parameters from <paramref name="first"/>: volume, offset, prefix length, data length, checksum.</summary>
    public SqliteStatement Bind(int first, BlobRef blob) => Bind(first, blob.Volume).Bind(first + 1, blob.Offset).Bind(first + 2, blob.PrefixLength)
        .Bind(first + 3, blob.DataSetLength).Bind(first + 4, blob.DataSetCrc32C);

    /// <summary>Runs the statement to its end; returns how many rows it changed.</summary>
    public int Execute()
    {
        while (Step())
        {
        }

        Reset();
        return raw.sqlite3_changes(_database);
    }

    /// <summary>Runs the statement where a failure changes nothing any more.</summary>
    public void TryExecute()
    {
        _ = raw.sqlite3_step(_statement);
        Reset();
    }

    /// <summary>Goes to the next row; false when there is none. <see cref="Reset"/> after reading.</summary>
    public bool Step()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result == raw.SQLITE_DONE)
            return false;
        var exception = SqliteErrors.ToException(_database, result);
        Reset();
        throw exception;
    }

    public long Int64(int column) => raw.sqlite3_column_int64(_statement, column);

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string();

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    /// <summary>Empty when the column is.</summary>
    public Guid Guid(int column) => raw.sqlite3_column_blob(_statement, column) is { IsEmpty: false } bytes ? new Guid(bytes) : default;

    /// <summary>Makes the statement ready to run again. What it failed with was thrown when it failed.</summary>
    public void Reset() => _ = raw.sqlite3_reset(_statement);

    public void Dispose() => _statement.Dispose();

    private void Check(int result) => SqliteErrors.ThrowIfFailed(_database, result);
}
