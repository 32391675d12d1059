using System.Globalization;
using System.Reflection;

namespace Archive.Storage.Database;

/// <summary>A numbered change of the schema, embedded as <c>NNNN-what-it-does.sql</c>. What has shipped never changes.</summary>
/// <param name="Version">The schema's version once it has run: 1, 2, 3 …</param>
internal sealed record SchemaScript(int Version, string Name, string Sql)
{
    /// <summary>It leaves all that the version before works with, which then goes on beside it.</summary>
    public bool Expands => Name.Contains("expand", StringComparison.Ordinal);

    /// <summary>The scripts of one dialect in order.</summary>
    /// <param name="folder">The dialect's folder under <c>Database</c>.</param>
    public static IReadOnlyList<SchemaScript> Load(string folder)
    {
        var assembly = typeof(SchemaScript).Assembly;
        var prefix = $"{typeof(SchemaScript).Namespace}.{folder}.Migrations.";
        return [.. assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Select(name => Read(assembly, name, name[prefix.Length..^".sql".Length]))
            .OrderBy(script => script.Version)];
    }

    private static SchemaScript Read(Assembly assembly, string resource, string name)
    {
        using var stream = assembly.GetManifestResourceStream(resource) ?? throw new InvalidOperationException($"No resource {resource}.");
        using var reader = new StreamReader(stream);
        return new SchemaScript(int.Parse(name.AsSpan(0, 4), CultureInfo.InvariantCulture), name, reader.ReadToEnd());
    }
}
