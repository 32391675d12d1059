using Archive.Storage.Index;

namespace Archive.Storage.Workflow;

/// <summary>Content that is too long for a message between nodes and is kept for good: who refers to it names its id.</summary>
/// <param name="Id">There is none of that id yet.</param>
public sealed record AddDocument(string Id, ReadOnlyMemory<byte> Content) : IndexChange
{
    public override string Owner => $"document {Id}";
}
