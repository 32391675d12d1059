namespace Archive.Storage.Sql;

/// <summary>What databases say differently. Everything else of the index's queries is the SQL they share.</summary>
internal abstract class SqlDialect
{
    /// <summary>How many parameters one statement may have.</summary>
    public abstract int MaxParameters { get; }

    /// <summary>A condition that is true when the column matches the pattern of <see cref="ToPattern"/>.</summary>
    public abstract string Matches(string column, string parameter);

    /// <summary>Turns a DICOM wild card value into a pattern of the database; every other character stands for itself.</summary>
    public abstract string ToPattern(string wildcard);
}
