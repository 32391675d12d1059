namespace Archive.Storage.Sql.Sqlite;

/// <summary>SQLite's GLOB has DICOM's own wild cards and heeds case; only its bracket needs escaping, as a set of one.</summary>
internal sealed class SqliteDialect : SqlDialect
{
    public static SqliteDialect Instance { get; } = new();

    /// <summary>SQLITE_MAX_VARIABLE_NUMBER of the bundled library.</summary>
    public override int MaxParameters => 32766;

    public override string Matches(string column, string parameter) => $"{column} GLOB {parameter}";

    public override string ToPattern(string wildcard) => wildcard.Replace("[", "[[]", StringComparison.Ordinal);
}
