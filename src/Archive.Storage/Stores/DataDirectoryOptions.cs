namespace Archive.Storage.Stores;

/// <summary>Where an archive keeps everything, and how much of the machine that may take.</summary>
public sealed class DataDirectoryOptions
{
    /// <summary>The directory of the volumes, and of the database when that is a file; made when missing.</summary>
    public required string Directory { get; init; }

    /// <summary>How the PostgreSQL database is reached that journal and index are in; null: they are in a file of the directory.</summary>
    public string? PostgreSql { get; init; }

    /// <summary>The same of one on SQL Server.</summary>
    public string? SqlServer { get; init; }

    /// <summary>The database that other nodes share; null: it is a file of the directory.</summary>
    public SharedDatabase? Shared =>
        PostgreSql is { } postgreSql ? new SharedPostgres(postgreSql)
        : SqlServer is { } sqlServer ? new SharedSqlServer(sqlServer)
        : null;

    /// <inheritdoc cref="Blobs.VolumeStoreOptions.VolumeBytes"/>
    public required long VolumeBytes { get; init; }

    /// <inheritdoc cref="Blobs.VolumeStoreOptions.LargeObjectBytes"/>
    public required int LargeObjectBytes { get; init; }

    /// <inheritdoc cref="Blobs.VolumeStoreOptions.MinimumFreeBytes"/>
    public required long MinimumFreeBytes { get; init; }

    /// <summary>Memory for objects in flight.</summary>
    public required long MemoryBudgetBytes { get; init; }

    /// <summary>How many reads of the index run at once, each on a connection; more wait their turn.</summary>
    public required int IndexReaders { get; init; }

    /// <inheritdoc cref="Blobs.VolumeStoreOptions.ReadThreads"/>
    public required int ReadThreads { get; init; }

    /// <inheritdoc cref="Blobs.VolumeStoreOptions.LargeObjectThreads"/>
    public required int LargeObjectThreads { get; init; }
}
