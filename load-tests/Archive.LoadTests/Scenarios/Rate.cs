using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>How often something happens: <c>200 per s</c>, <c>12 per min</c>, <c>340 per h</c>.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct Rate(double PerSecond)
{
    public const string Allowed = "a number above 0 and its unit: \"200 per s\", \"12 per min\" or \"340 per h\"";

    private const double Highest = 1e6;

    public static bool TryParse(string? text, out Rate rate)
    {
        var isRate = Quantity.TryParse(text, ["per s", "per min", "per h"], out var number, out var unit) && number is > 0 and < Highest;
        rate = isRate ? new Rate(number / unit switch { "per min" => 60, "per h" => 3600, _ => 1 }) : default;
        return isRate;
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{PerSecond:0.###} per s");

    private sealed class Converter : JsonConverter<Rate>
    {
        public override Rate Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String && TryParse(reader.GetString(), out var rate) ? rate : throw new JsonException($"a rate is {Allowed}.");

        public override void Write(Utf8JsonWriter writer, Rate value, JsonSerializerOptions options) => writer.WriteStringValue(value.ToString());
    }
}
