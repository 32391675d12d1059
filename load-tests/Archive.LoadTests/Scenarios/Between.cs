using System.Text.Json;
using System.Text.Json.Serialization;
using Archive.LoadTests.Population;

namespace Archive.LoadTests.Scenarios;

/// <summary>A whole number, or one that is drawn from a range with both ends: <c>4</c>, <c>[200, 300]</c>.</summary>
[JsonConverter(typeof(Converter))]
internal readonly record struct Between(int Least, int Most)
{
    private const string Allowed = "a whole number of at least 0, or a range of two: [200, 300].";

    public int Choose(ref Draw draw) => Least + draw.Next(Most - Least + 1);

    private sealed class Converter : JsonConverter<Between>
    {
        public override Between Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            if (reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var number) && number >= 0)
                return new Between(number, number);
            if (reader.TokenType == JsonTokenType.StartArray
                && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var least)
                && reader.Read() && reader.TokenType == JsonTokenType.Number && reader.TryGetInt32(out var most)
                && reader.Read() && reader.TokenType == JsonTokenType.EndArray
                && least >= 0 && most >= least && most < int.MaxValue)
                return new Between(least, most);
            throw new JsonException($"expected {Allowed}");
        }

        public override void Write(Utf8JsonWriter writer, Between value, JsonSerializerOptions options)
        {
            if (value.Least == value.Most)
            {
                writer.WriteNumberValue(value.Least);
                return;
            }

            writer.WriteStartArray();
            writer.WriteNumberValue(value.Least);
            writer.WriteNumberValue(value.Most);
            writer.WriteEndArray();
        }
    }
}
