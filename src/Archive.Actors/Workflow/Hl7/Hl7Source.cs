using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Where the value of an attribute may come from.</summary>
/// <param name="Path">A place in the message; null when it comes from another attribute.</param>
/// <param name="Attribute">An attribute that was mapped before.</param>
/// <param name="Table">What is said for each code; a code that is not in it is no value. Null to take what stands there.</param>
public sealed record Hl7Source(Hl7Path? Path, Tag Attribute, IReadOnlyDictionary<string, string>? Table, Hl7Conversion As);
