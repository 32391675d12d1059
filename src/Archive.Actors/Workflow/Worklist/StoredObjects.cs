namespace Archive.Actors.Workflow.Worklist;

/// <summary>What objects say of a scheduled step.</summary>
public enum StoredObjects
{
    None = 0,

    /// <summary>There are some: it was begun.</summary>
    Begun = 1,

    /// <summary>There are some, and they are all that tells of its end.</summary>
    Completed = 2,
}
