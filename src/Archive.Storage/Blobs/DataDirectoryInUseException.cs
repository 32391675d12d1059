namespace Archive.Storage.Blobs;

/// <summary>Another process uses the data directory.</summary>
public sealed class DataDirectoryInUseException : IOException
{
    public DataDirectoryInUseException()
    {
    }

    public DataDirectoryInUseException(string message)
        : base(message)
    {
    }

    public DataDirectoryInUseException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <param name="directory">The data directory.</param>
    /// <param name="processId">The process that uses it, when known.</param>
    public DataDirectoryInUseException(string directory, int? processId)
        : base($"The data directory {directory} is in use by {(processId is { } id ? $"process {id}" : "another process")}. "
            + "Stop that process, or give this one a data directory of its own.")
    {
    }
}
