using System.Reflection;
using Archive.Testing;

namespace Archive.Requirements.Tests;

/// <summary>A test that names a requirement.</summary>
/// <param name="Project">Of the test, such as <c>Archive.EndToEnd.Tests</c>.</param>
/// <param name="Class">That declares it; a contract when several implementations have to keep it.</param>
/// <param name="Proves">A clause that says which part of the requirement, or how; null when the name does.</param>
/// <param name="NeedsSharedFiles">Whether it is skipped where the sample files are absent.</param>
public sealed record ProvingTest(string RequirementId, string Project, string Class, string Name, string? Proves, bool NeedsSharedFiles)
{
    /// <summary>The tests of all test projects, as the runner finds them: the public tests of public classes that can be made, inherited ones once.</summary>
    public static IReadOnlyList<ProvingTest> FindAll() =>
    [
        .. (from assembly in TestAssemblies()
            from type in assembly.GetExportedTypes()
            where type is { IsClass: true, IsAbstract: false }
            from method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static)
            let fact = method.GetCustomAttribute<FactAttribute>()
            where fact is not null
            from requirement in method.GetCustomAttributes<RequirementAttribute>().Concat(type.GetCustomAttributes<RequirementAttribute>())
            select new ProvingTest(
                requirement.Id, assembly.GetName().Name!, method.DeclaringType!.Name, method.Name, requirement.Proves,
                fact is SharedFactAttribute or SharedTheoryAttribute))
            .Distinct(),
    ];

    /// <summary>The test projects whose assemblies lie beside this one, because it refers to them.</summary>
    public static IEnumerable<Assembly> TestAssemblies() =>
        Directory.EnumerateFiles(AppContext.BaseDirectory, "Archive.*.Tests.dll").Order(StringComparer.Ordinal)
            .Select(path => Assembly.Load(new AssemblyName(System.IO.Path.GetFileNameWithoutExtension(path))));
}
