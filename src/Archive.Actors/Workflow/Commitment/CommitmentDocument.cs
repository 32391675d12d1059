using System.IO.Compression;
using System.Text;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Lines of text as the compressed content of a document that is named by them.</summary>
internal static class CommitmentDocument
{
    public static (string Id, ReadOnlyMemory<byte> Content) Pack(IEnumerable<string> lines)
    {
        var text = Encoding.ASCII.GetBytes(string.Join('\n', lines));
        using var packed = new MemoryStream();
        using (var deflate = new DeflateStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            deflate.Write(text);
        return (CommitmentId.OfDocument(text), packed.ToArray());
    }

    /// <exception cref="InvalidDataException">It was not made by <see cref="Pack"/>.</exception>
    public static IEnumerable<string> Unpack(ReadOnlyMemory<byte> content)
    {
        using var packed = new MemoryStream(content.ToArray(), writable: false);
        using var inflate = new DeflateStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(inflate, Encoding.ASCII);
        while (reader.ReadLine() is { } line)
            yield return line;
    }
}
