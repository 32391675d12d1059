namespace Archive.Node.Options;

/// <summary>What keeps journal and index.</summary>
public enum DatabaseProvider
{
    /// <summary>A file in the data directory, of this node alone.</summary>
    Sqlite = 0,

    /// <summary>A server that all nodes of a cluster share.</summary>
    PostgreSql = 1,

    /// <summary>The same on SQL Server.</summary>
    SqlServer = 2,
}
