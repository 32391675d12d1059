using System.Text.Json;
using System.Text.Json.Serialization;

namespace Archive.LoadTests.Scenarios;

/// <summary>Reads files that people write: what is not understood is an error that says where it is.</summary>
internal static class StrictJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        AllowDuplicateProperties = false,
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false) },
    };

    /// <param name="source">For the error.</param>
    /// <exception cref="ScenarioException">The text is not what it must be.</exception>
    public static T Read<T>(string source, string json)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Options) ?? throw ScenarioException.At(source, "$", "null is not allowed.");
        }
        catch (JsonException problem)
        {
            throw ScenarioException.At(source, problem.Path ?? "$", Explain(problem));
        }
    }

    /// <summary>As the file is, for the report.</summary>
    public static JsonElement ToElement<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    private static string Explain(JsonException problem)
    {
        var where = problem.LineNumber is { } line ? $" (line {line + 1})" : "";
        var text = problem.Message;
        var end = text.IndexOf(" Path: ", StringComparison.Ordinal);
        return (end < 0 ? text : text[..end]) + where + AllowedNames(problem.Message);
    }

    /// <summary>The values of the enumeration that a text was to be of.</summary>
    private static string AllowedNames(string message)
    {
        var type = typeof(Scenario).Assembly.GetTypes().Append(typeof(Simulators.AssociationScope))
            .FirstOrDefault(candidate => candidate.IsEnum && message.Contains(candidate.FullName!, StringComparison.Ordinal));
        return type is null ? "" : ": allowed are " + string.Join(", ", Enum.GetNames(type).Select(JsonNamingPolicy.KebabCaseLower.ConvertName)) + ".";
    }
}
