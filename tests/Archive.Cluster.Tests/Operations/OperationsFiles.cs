using Archive.Testing;
using YamlDotNet.Core;
using YamlDotNet.Core.Events;
using YamlDotNet.Serialization;

namespace Archive.Cluster.Tests.Operations;

/// <summary>What lies in <c>ops/</c>.</summary>
internal static class OperationsFiles
{
    public static string Folder { get; } = Path.Combine(SharedFiles.RepositoryRoot, "ops");

    /// <summary>Relative paths.</summary>
    public static IEnumerable<string> All => Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Folder, path));

    public static string Read(string file) => File.ReadAllText(Path.Combine(Folder, file));

    /// <summary>The documents of a file, with anchors and merge keys worked in: maps, lists and texts.</summary>
    public static IReadOnlyList<object> ReadYaml(string file)
    {
        var deserializer = new DeserializerBuilder().WithDuplicateKeyChecking().Build();
        var parser = new MergingParser(new Parser(new StringReader(Read(file))));
        var documents = new List<object>();
        parser.Consume<StreamStart>();
        while (parser.Accept<DocumentStart>(out _))
            documents.Add(deserializer.Deserialize<object>(parser));
        return documents;
    }

    /// <summary>What is under a key of a map, of each map of a list.</summary>
    public static IEnumerable<object> At(object node, params ReadOnlySpan<string> path)
    {
        IEnumerable<object> found = [node];
        foreach (var key in path)
            found = [.. found.SelectMany(Items).OfType<IDictionary<object, object>>().Where(map => map.ContainsKey(key)).Select(map => map[key])];
        return [.. found.SelectMany(Items)];
    }

    private static IEnumerable<object> Items(object node) => node is IEnumerable<object> and not IDictionary<object, object> ? (IEnumerable<object>)node : [node];
}
