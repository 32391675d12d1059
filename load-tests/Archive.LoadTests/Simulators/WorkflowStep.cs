namespace Archive.LoadTests.Simulators;

/// <summary>A step of an examination, on an association of its own.</summary>
internal enum WorkflowStep
{
    /// <summary>C-ECHO.</summary>
    Verify,

    /// <summary>C-FIND of the modality worklist.</summary>
    Worklist,

    /// <summary>N-CREATE of the performed procedure step.</summary>
    Begin,

    Store,

    /// <summary>N-SET of the performed procedure step.</summary>
    End,

    /// <summary>N-ACTION of storage commitment.</summary>
    Commit,
}
