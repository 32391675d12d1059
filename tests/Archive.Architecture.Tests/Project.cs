using System.Reflection;
using Archive.Testing;
using NetArchTest.Rules;

namespace Archive.Architecture.Tests;

/// <summary>A project under <c>src</c>, as it was compiled.</summary>
internal sealed class Project(string name)
{
    private readonly Assembly _assembly = Assembly.Load(name);

    public static IReadOnlyList<Project> All { get; } = [.. NamesOfAll().Select(project => new Project(project))];

    public string Name => name;

    public Types Types => Types.InAssembly(_assembly);

    /// <summary>Its own types, without what compilers and generators add.</summary>
    public IEnumerable<Type> OwnTypes => _assembly.GetTypes().Where(type => !type.IsNested && (type.Namespace + '.').StartsWith(name + '.', StringComparison.Ordinal));

    public IEnumerable<string> References => _assembly.GetReferencedAssemblies().Select(reference => reference.Name!);

    /// <summary>
    /// The folder of a namespace: the top one, or the one of a service, since services are the parts that are to know as little of
    /// each other as folders do. Empty for what lies in none.
    /// </summary>
    public string FolderOf(string? typeNamespace)
    {
        var folders = typeNamespace is not null && typeNamespace.StartsWith(name + '.', StringComparison.Ordinal) ? typeNamespace[(name.Length + 1)..].Split('.') : [];
        return folders is ["Services", var service, ..] ? $"Services/{service}" : folders.FirstOrDefault("");
    }

    private static IEnumerable<string> NamesOfAll() =>
        Directory.EnumerateDirectories(Path.Combine(SharedFiles.RepositoryRoot, "src")).Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal);
}
