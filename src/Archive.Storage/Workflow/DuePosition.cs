namespace Archive.Storage.Workflow;

/// <summary>Where a fact stands among those that are due: by the time, and of one time by the row.</summary>
public readonly record struct DuePosition(DateTimeOffset DueAt, long Row);
