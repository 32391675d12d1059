namespace Archive.Architecture.Tests;

/// <summary>A type in one folder of a project refers to a type in another one.</summary>
internal sealed record FolderDependency(string Project, string From, string To)
{
    /// <summary>All of a project, each with the types that make it.</summary>
    public static Dictionary<FolderDependency, string[]> FindAll(Project project)
    {
        var folders = project.OwnTypes.GroupBy(type => project.FolderOf(type.Namespace)).Where(folder => folder.Key.Length > 0).Select(folder => folder.Key).ToList();
        return folders
            .SelectMany(to => project.Types.That().HaveDependencyOn($"{project.Name}.{to.Replace('/', '.')}").GetTypes(), (to, type) => (To: to, Type: type))
            .Select(dependency => (Edge: new FolderDependency(project.Name, project.FolderOf(dependency.Type.Namespace), dependency.To), dependency.Type))
            .Where(dependency => dependency.Edge.From.Length > 0 && dependency.Edge.From != dependency.Edge.To)
            .GroupBy(dependency => dependency.Edge, dependency => dependency.Type.Name)
            .ToDictionary(dependency => dependency.Key, dependency => dependency.Distinct().Order(StringComparer.Ordinal).ToArray());
    }

    /// <summary>Those that are part of a circle, or lie between two: what nothing leads to, and what leads nowhere, is taken away until there is none.</summary>
    public static IReadOnlyList<FolderDependency> FindCircles(IEnumerable<FolderDependency> dependencies)
    {
        var left = dependencies.ToList();
        while (left.RemoveAll(one => left.TrueForAll(next => next.From != one.To) || left.TrueForAll(before => before.To != one.From)) > 0)
        {
        }

        return left;
    }
}
