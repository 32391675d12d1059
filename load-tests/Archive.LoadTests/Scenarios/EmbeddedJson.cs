namespace Archive.LoadTests.Scenarios;

/// <summary>JSON files that the executable carries.</summary>
internal static class EmbeddedJson
{
    private const string Suffix = ".json";

    /// <param name="folder">As a namespace: <c>Scenarios.Ready</c>.</param>
    public static IEnumerable<string> Names(string folder) =>
        typeof(EmbeddedJson).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix(folder), StringComparison.Ordinal) && name.EndsWith(Suffix, StringComparison.Ordinal))
            .Select(name => name[Prefix(folder).Length..^Suffix.Length])
            .Order(StringComparer.Ordinal);

    /// <summary>Null when there is none of this name.</summary>
    public static string? Find(string folder, string name)
    {
        using var stream = typeof(EmbeddedJson).Assembly.GetManifestResourceStream(Prefix(folder) + name + Suffix);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private static string Prefix(string folder) => $"Archive.LoadTests.{folder}.";
}
