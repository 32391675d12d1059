using System.Globalization;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>The failures of a long list as a document.</summary>
internal static class CommitmentFailures
{
    public static (string Id, ReadOnlyMemory<byte> Content) Pack(IEnumerable<CommitmentFailure> failures) =>
        CommitmentDocument.Pack(failures.Select(failure => string.Create(CultureInfo.InvariantCulture, $"{failure.Index} {failure.Reason}")));

    /// <exception cref="InvalidDataException">The document is not what was stored.</exception>
    public static IEnumerable<CommitmentFailure> Read(ReadOnlyMemory<byte> content) => CommitmentDocument.Unpack(content).Select(Parse);

    private static CommitmentFailure Parse(string line)
    {
        var parts = line.Split(' ');
        return parts.Length == 2 && Number(parts[0]) is { } index && Number(parts[1]) is { } reason
            ? new CommitmentFailure(index, reason)
            : throw new InvalidDataException($"'{line}' is no failure of a list.");
    }

    private static int? Number(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
