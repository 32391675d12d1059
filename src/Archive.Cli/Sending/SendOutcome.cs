namespace Archive.Cli.Sending;

/// <summary>What became of a file.</summary>
internal enum SendOutcome
{
    /// <summary>The peer has it.</summary>
    Stored,

    /// <summary>The peer has it, and something to say about it.</summary>
    Warning,

    /// <summary>The peer does not want it.</summary>
    Refused,

    /// <summary>It could not be read, or the association was lost over it.</summary>
    Failed,

    /// <summary>It is no DICOM file.</summary>
    NoDicom,

    /// <summary>It is a DICOMDIR, which is not sent.</summary>
    Directory,
}
