using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>
/// The instances of a transaction as they are stored: in the order of their UIDs, each once. So the same list has the same name, however
/// the peer orders it.
/// </summary>
public sealed class CommitmentList
{
    private CommitmentList(string document, ReadOnlyMemory<byte> content, int count) => (Document, Content, Count) = (document, content, count);

    /// <summary>The id of the document.</summary>
    public string Document { get; }

    /// <summary>What the document holds.</summary>
    public ReadOnlyMemory<byte> Content { get; }

    public int Count { get; }

    public static CommitmentList Of(IEnumerable<CommitmentReference> references)
    {
        var lines = references.Select(reference => $"{reference.Instance.Value} {reference.SopClass.Value}").Distinct(StringComparer.Ordinal).ToList();
        lines.Sort(StringComparer.Ordinal);
        var (document, content) = CommitmentDocument.Pack(lines);
        return new CommitmentList(document, content, lines.Count);
    }

    /// <summary>The references of a stored list, page by page.</summary>
    /// <exception cref="InvalidDataException">The document is not what was stored.</exception>
    public static IEnumerable<CommitmentReference[]> ReadPages(ReadOnlyMemory<byte> content, int pageSize) =>
        CommitmentDocument.Unpack(content).Select(Parse).Chunk(pageSize);

    private static CommitmentReference Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || !Uid.TryParse(line[..space], out _) || !Uid.TryParse(line[(space + 1)..], out var sopClass))
            throw new InvalidDataException($"'{line}' is no reference of a list.");
        return new CommitmentReference(sopClass, new SopInstanceUid(line[..space]));
    }
}
