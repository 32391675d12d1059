using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>How often something happens: <c>200 per s</c>, <c>12 per min</c>, <c>340 per h</c>.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct Rate(double PerSecond)
{
    public const string Allowed = "a number above 0 and its unit: \"200 per s\", \"12 per min\" or \"340 per h\"";

    private static readonly (string Unit, double Seconds)[] Units = [("per s", 1), ("per min", 60), ("per h", 3600)];

    public static bool TryParse(string? text, out Rate rate)
    {
        foreach (var (unit, seconds) in Units)
        {
            if (text?.EndsWith(unit, StringComparison.Ordinal) == true
                && double.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var number)
                && number is > 0 and < 1e6)
            {
                rate = new Rate(number / seconds);
                return true;
            }
        }

        rate = default;
        return false;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:0.###} per s");

    private sealed class Converter : JsonConverter<Rate>
    {
        public override Rate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var rate) ? rate : throw new JsonException($"a rate is {Allowed}.");

        public override void Write(Utf8JsonWriter writer, Rate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
