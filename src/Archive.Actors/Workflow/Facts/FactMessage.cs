using System.Text.Json.Serialization.Metadata;

namespace Archive.Actors.Workflow.Facts;

/// <summary>A command or a reply of facts between nodes.</summary>
internal sealed record FactMessage(string Manifest, Type Type, JsonTypeInfo Json);
