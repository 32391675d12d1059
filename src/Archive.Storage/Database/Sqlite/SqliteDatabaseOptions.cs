using System.ComponentModel.DataAnnotations;

namespace Archive.Storage.Database.Sqlite;

/// <summary>How much memory and how many connections a <see cref="SqliteDatabase"/> takes.</summary>
public sealed class SqliteDatabaseOptions
{
    /// <summary>Page cache of the connection that writes.</summary>
    [Range(1 << 20, 1L << 40)]
    public long WriterCacheBytes { get; set; } = 64 << 20;

    /// <summary>Page cache of each connection that reads.</summary>
    [Range(1 << 20, 1L << 40)]
    public long ReaderCacheBytes { get; set; } = 8 << 20;

    /// <summary>How many read at once; more wait their turn.</summary>
    [Range(1, 1024)]
    public int MaxReaders { get; set; } = 16;

    /// <summary>How long the write-ahead log may grow before it starts anew, unless a reader still needs it.</summary>
    [Range(1 << 20, 1L << 40)]
    public long MaxWalBytes { get; set; } = 64 << 20;
}
