namespace Archive.Actors.Workflow.Worklist;

/// <summary>What became of a change of an order.</summary>
public enum OrderOutcome
{
    /// <summary>The item is new.</summary>
    Created,

    /// <summary>At least one item changed.</summary>
    Changed,

    /// <summary>All was so already.</summary>
    Unchanged,

    /// <summary>There is no such item, order or patient.</summary>
    NotFound,

    /// <summary>Another item has the key.</summary>
    Conflict,

    /// <summary>It is no item: an attribute is missing or wrong. <see cref="OrderResult.Problem"/> says which.</summary>
    Invalid,
}
