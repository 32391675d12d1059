namespace Archive.Actors.Workflow.Worklist;

/// <summary>What becomes of an item that is there already.</summary>
public enum PutKind
{
    /// <summary>Refused with <see cref="OrderOutcome.Conflict"/> unless it is the same.</summary>
    Create,

    /// <summary>Replaced whole; made where there is none.</summary>
    Replace,

    /// <summary>
    /// The attributes that are given are replaced, also by empty ones, those of the step one by one; <see cref="OrderOutcome.NotFound"/> where
    /// there is none.
    /// </summary>
    Patch,
}
