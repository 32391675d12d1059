using Archive.Protocol.Data;

namespace Archive.LoadTests.Simulators;

/// <summary>A presentation context that a modality proposes, transfer syntaxes in its order.</summary>
internal sealed record SimulatedContext
{
    public required string AbstractSyntax { get; init; }

    public required IReadOnlyList<string> TransferSyntaxes { get; init; }

    public Uid[] ToUids() => [.. TransferSyntaxes.Select(uid => new Uid(uid))];
}
