using System.Text;
using System.Text.Json;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>A value of a JSON file that knows in which line it stands.</summary>
/// <param name="Kind">What it is; <see cref="JsonTokenType.StartObject"/> and <see cref="JsonTokenType.StartArray"/> for what has members.</param>
/// <param name="Members">Those of an object, with their names; those of an array, without.</param>
internal sealed record JsonLines(int Line, JsonTokenType Kind, string Text, IReadOnlyList<(string Name, int Line, JsonLines Value)> Members)
{
    private static readonly JsonReaderOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, MaxDepth = 16 };

    /// <exception cref="JsonException">It is no JSON.</exception>
    public static JsonLines Read(ReadOnlySpan<byte> json)
    {
        if (json.StartsWith("\uFEFF"u8))
            json = json[3..];
        var reader = new Utf8JsonReader(json, Options);
        reader.Read();
        var root = ReadValue(ref reader, json);
        reader.Read(); // what follows is an error, which it throws
        return root;
    }

    private static JsonLines ReadValue(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var (line, kind) = (LineAt(json, reader.TokenStartIndex), reader.TokenType);
        var members = new List<(string, int, JsonLines)>();
        if (kind is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            while (reader.Read() && reader.TokenType is not (JsonTokenType.EndObject or JsonTokenType.EndArray))
            {
                var (name, at) = ("", LineAt(json, reader.TokenStartIndex));
                if (kind == JsonTokenType.StartObject)
                {
                    name = reader.GetString()!;
                    reader.Read();
                }

                members.Add((name, at, ReadValue(ref reader, json)));
            }
        }

        var text = kind == JsonTokenType.String ? reader.GetString()! : members.Count == 0 && !reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSpan) : "";
        return new JsonLines(line, kind, text, members);
    }

    private static int LineAt(ReadOnlySpan<byte> json, long position) => json[..(int)position].Count((byte)'\n') + 1;
}
