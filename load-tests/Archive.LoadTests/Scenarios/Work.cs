namespace Archive.LoadTests.Scenarios;

/// <summary>What one arrival of a load has done.</summary>
internal enum Work
{
    /// <summary>A whole examination, in the steps of its modality: worklist, performed procedure step, all objects, commitment.</summary>
    Examination,

    /// <summary>One object, on an association that is kept as the modality keeps it.</summary>
    Object,

    /// <summary>An association with one C-ECHO on it.</summary>
    Echo,

    /// <summary>One C-FIND of the Study Root model, on an association that is kept.</summary>
    Query,

    /// <summary>One worklist query of a station for its own list of today, on an association of its own as stations do.</summary>
    Worklist,

    /// <summary>One study that this run has stored, by C-GET or, with <see cref="LoadPlan.MoveTo"/>, by C-MOVE.</summary>
    Retrieve,
}
