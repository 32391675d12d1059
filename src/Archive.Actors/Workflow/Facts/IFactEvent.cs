namespace Archive.Actors.Workflow.Facts;

/// <summary>What happened to a fact: in the journal for good.</summary>
public interface IFactEvent;
