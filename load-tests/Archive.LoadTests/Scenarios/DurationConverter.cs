using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>Durations as people write them: <c>250 ms</c>, <c>1.5 s</c>, <c>5 min</c>, <c>8 h</c>.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public const string Allowed = "a number and its unit: \"250 ms\", \"1.5 s\", \"5 min\" or \"8 h\"";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(30);

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        duration = default;
        if (!Quantity.TryParse(text, ["ms", "min", "s", "h"], out var number, out var unit))
            return false;
        var seconds = number * unit switch { "ms" => 0.001, "min" => 60, "h" => 3600, _ => 1 };
        if (seconds >= Longest.TotalSeconds)
            return false;
        duration = TimeSpan.FromSeconds(seconds);
        return true;
    }

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException($"a duration is {Allowed}.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds} s"));
}
