using Archive.Storage.Index;

namespace Archive.Storage.Workflow;

/// <summary>A fact is this after the events of the append; the last of a transaction wins. It need not have been there.</summary>
/// <param name="Sequence">The sequence number of the append's last event.</param>
/// <param name="Terms">All that it is found by; null: what it was found by before.</param>
public sealed record SetFact(
    FactKind Kind, string Id, long Sequence, bool IsOpen, DateTimeOffset? DueAt, ReadOnlyMemory<byte> State, IReadOnlyList<FactTerm>? Terms) : IndexChange
{
    public override string Owner => $"{Kind} {Id}";
}
