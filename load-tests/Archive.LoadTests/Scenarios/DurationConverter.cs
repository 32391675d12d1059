using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>Durations as people write them: <c>250 ms</c>, <c>1.5 s</c>, <c>5 min</c>, <c>8 h</c>.</summary>
internal sealed class DurationConverter : JsonConverter<TimeSpan>
{
    public const string Allowed = "a number and its unit: \"250 ms\", \"1.5 s\", \"5 min\" or \"8 h\"";

    private static readonly (string Unit, double Seconds)[] Units = [("ms", 0.001), ("min", 60), ("s", 1), ("h", 3600)];

    public static bool TryParse(string? text, out TimeSpan duration)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (text?.EndsWith(unit, StringComparison.Ordinal) == true
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
                && number * seconds < TimeSpan.FromDays(30).TotalSeconds)
            {
                duration = TimeSpan.FromSeconds(number * seconds);
                return true;
            }
        }

        duration = default;
        return false;
    }

    public override TimeSpan Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var duration)
            ? duration
            : throw new JsonException($"a duration is {Allowed}.");

    public override void Write(Utf8JsonWriter writer, TimeSpan value, JsonSerializerOptions options) =>
        writer.WriteStringValue(string.Create(CultureInfo.InvariantCulture, $"{value.TotalSeconds} s"));
}
