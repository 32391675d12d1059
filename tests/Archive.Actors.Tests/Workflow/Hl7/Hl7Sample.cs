using System.Globalization;
using System.Text;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.Hl7;

/// <summary>
/// A message of own invention with its answer and what it makes of the worklist, from a file of <c>Samples/</c>: comments and settings, then the parts. In
/// the message <c>{1C}</c> is a byte; in the answer <c>{time}</c> and <c>{id}</c> are the two fields that are different each time.
/// </summary>
internal sealed class Hl7Sample
{
    private static readonly string Folder = Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.Actors.Tests", "Workflow", "Hl7", "Samples");

    static Hl7Sample() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private Hl7Sample(string name)
    {
        var text = File.ReadAllText(Path.Combine(Folder, name), Encoding.UTF8);
        var parts = text.Split("=== ");
        var settings = parts[0].Split('\n').Where(line => !line.StartsWith('#') && line.Contains(':', StringComparison.Ordinal))
            .ToDictionary(line => line.Split(':')[0], line => line.Split(':')[1].Trim());
        Mapping = settings.GetValueOrDefault("mapping", "site.json");
        var terminator = settings.GetValueOrDefault("terminator", "CR") switch { "LF" => "\n", "CRLF" => "\r\n", _ => "\r" };
        Bytes = Encode(Part("message").Replace("\n", terminator, StringComparison.Ordinal), Encoding.GetEncoding(settings.GetValueOrDefault("encoding", "utf-8")));
        Answer = Part("answer");
        Changes = Part("changes");

        string Part(string title) => Array.Find(parts, part => part.StartsWith(title + "\n", StringComparison.Ordinal))![(title.Length + 1)..].TrimEnd('\n');
    }

    public static IReadOnlyList<string> Names { get; } = [.. Directory.EnumerateFiles(Folder, "*.txt").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    /// <summary>Of a file beside the samples; <c>built-in</c> for none.</summary>
    public string Mapping { get; }

    public byte[] Bytes { get; }

    /// <summary>Segments in lines.</summary>
    public string Answer { get; }

    public string Changes { get; }

    public static Hl7Sample Read(string name) => new(name);

    public static byte[] ReadMapping(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    private static byte[] Encode(string text, Encoding encoding)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < text.Length;)
        {
            if (text[at] == '{')
            {
                bytes.Add(byte.Parse(text.AsSpan(at + 1, 2), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
                at += 4;
                continue;
            }

            var next = text.IndexOf('{', at);
            var end = next < 0 ? text.Length : next;
            bytes.AddRange(encoding.GetBytes(text[at..end]));
            at = end;
        }

        return [.. bytes];
    }
}
