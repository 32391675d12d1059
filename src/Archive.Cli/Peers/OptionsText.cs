using System.Text.Json;

namespace Archive.Cli.Peers;

/// <summary>Options of a peer for people.</summary>
internal static class OptionsText
{
    /// <summary>By name, in order of names; lists with commas.</summary>
    /// <param name="json">A JSON object; null has none.</param>
    public static SortedDictionary<string, string> Read(string? json)
    {
        var options = new SortedDictionary<string, string>(StringComparer.Ordinal);
        using var document = JsonDocument.Parse(json ?? "{}");
        if (document.RootElement.ValueKind != JsonValueKind.Object)
            return options;
        foreach (var option in document.RootElement.EnumerateObject())
            options[option.Name] = TextOf(option.Value);
        return options;
    }

    private static string TextOf(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Array => string.Join(',', value.EnumerateArray().Select(TextOf)),
        JsonValueKind.String => value.GetString()!,
        _ => value.GetRawText(),
    };
}
