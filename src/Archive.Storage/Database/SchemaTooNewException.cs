namespace Archive.Storage.Database;

/// <summary>The database was written by a newer version of the archive; the message says which and where it lies.</summary>
public sealed class SchemaTooNewException : Exception
{
    public SchemaTooNewException()
    {
    }

    public SchemaTooNewException(string message)
        : base(message)
    {
    }

    public SchemaTooNewException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="database">Which one it is and where.</param>
    /// <param name="version">What the database needs of those who use it.</param>
    /// <param name="known">The last version that this one knows.</param>
    internal static void ThrowIfNewer(string database, int version, int known)
    {
        if (version > known)
        {
            throw new SchemaTooNewException($"The database {database} has schema version {version}; this version of the archive knows up to {known}. "
                + "Start the newer version that wrote it.");
        }
    }
}
