namespace Archive.Actors.Workflow.Worklist;

/// <summary>What somebody says of an order.</summary>
/// <param name="Source">Who says it, for the log and for who looks at the item: <c>hl7:HIS</c>, <c>http</c>, <c>folder:x.wl</c>.</param>
public abstract record OrderChange(string Source);
