namespace Archive.Actors.Workflow.Worklist;

/// <summary>Patient ID (0010,0020) and Issuer of Patient ID (0010,0021); an issuer that is null or unknown to an item is any.</summary>
public readonly record struct PatientIdentifier(string Id, string? Issuer = null);
