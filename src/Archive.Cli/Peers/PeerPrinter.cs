using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Cli.Terminals;

namespace Archive.Cli.Peers;

/// <summary>Prints peers: for people as a table, for programs as tab-separated values or JSON.</summary>
internal static class PeerPrinter
{
    private static readonly string[] OwnColumns = ["Host", "Port", "Roles"];

    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static void PrintTable(IEnumerable<ListedPeer> peers, Terminal terminal)
    {
        TableColumn[] columns =
            [new("AE title", IsFlexible: false), new("Host"), new("Port", IsFlexible: false, IsRight: true), new("Roles"), new("Other options")];
        var table = new StreamingTable(terminal, columns);
        foreach (var peer in peers)
            table.Add(Cells(peer));
        table.Flush();
    }

    public static void PrintTsv(IEnumerable<ListedPeer> peers, TextWriter output)
    {
        output.WriteLine(string.Join('\t', ["AeTitle", .. OwnColumns, "Options"]));
        foreach (var peer in peers)
            output.WriteLine(string.Join('\t', Cells(peer)));
    }

    /// <summary>One array, each peer on a line of its own, in the form of <c>Archive:Peers</c>.</summary>
    public static void PrintJson(IReadOnlyList<ListedPeer> peers, TextWriter output) =>
        output.WriteLine(peers.Count == 0 ? "[]" : $"[\n{string.Join(",\n", peers.Select(Json))}\n]");

    private static string[] Cells(ListedPeer peer)
    {
        var options = OptionsText.Read(peer.Options);
        var others = options.Where(option => !OwnColumns.Contains(option.Key)).Select(option => $"{option.Key}={option.Value}");
        string[] cells = [peer.AeTitle, .. OwnColumns.Select(name => options.GetValueOrDefault(name, "")), string.Join("; ", others)];
        return [.. cells.Select(TextCells.Clean)];
    }

    private static string Json(ListedPeer peer)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, Plain))
        {
            json.WriteStartObject();
            json.WriteString("AeTitle", peer.AeTitle);
            using var options = JsonDocument.Parse(peer.Options);
            if (options.RootElement.ValueKind == JsonValueKind.Object)
            {
                foreach (var option in options.RootElement.EnumerateObject())
                    option.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.ToArray());
    }
}
