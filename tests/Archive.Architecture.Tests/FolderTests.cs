namespace Archive.Architecture.Tests;

/// <summary>The folders of a project are layers: each may be read, and changed, without those above it.</summary>
public sealed class FolderTests
{
    private static readonly Dictionary<FolderDependency, string[]> Dependencies =
        Project.All.SelectMany(FolderDependency.FindAll).ToDictionary(dependency => dependency.Key, dependency => dependency.Value);

    [Fact]
    public void No_folders_of_a_project_depend_on_each_other_in_a_circle() =>
        Assert.Equal([], FolderDependency.FindCircles(Dependencies.Keys).Select(Describe));

    [Theory]
    [InlineData("Archive.Protocol", "Client", "Association")]
    [InlineData("Archive.Storage", "Database", "Index")]
    [InlineData("Archive.Actors", "Services/Storage", "Studies")]
    public void Dependencies_are_found(string project, string from, string to) => Assert.Contains(new FolderDependency(project, from, to), Dependencies.Keys);

    [Fact]
    public void A_circle_is_found_and_what_leads_to_it_is_not_part_of_it()
    {
        FolderDependency[] circle = [new("P", "A", "B"), new("P", "B", "C"), new("P", "C", "A")];

        Assert.Equal(circle, FolderDependency.FindCircles([new("P", "Above", "A"), .. circle, new("P", "C", "Below")]));
        Assert.Empty(FolderDependency.FindCircles([circle[0], circle[1], new("P", "A", "C")]));
    }

    private static string Describe(FolderDependency dependency) =>
        $"{dependency.Project}: {dependency.From} → {dependency.To} ({string.Join(", ", Dependencies[dependency])})";
}
