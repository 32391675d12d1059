namespace Archive.Protocol.Data;

/// <summary>The choices that the standard leaves to the writer of a data set.</summary>
public sealed record DataSetWriterOptions
{
    public static DataSetWriterOptions Default { get; } = new();

    /// <summary>Sequences and items end by delimiters instead of having a length (PS3.5 7.5).</summary>
    public bool UseUndefinedLengths { get; init; }
}
