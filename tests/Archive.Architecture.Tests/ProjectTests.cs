namespace Archive.Architecture.Tests;

/// <summary>What each project may use.</summary>
public sealed class ProjectTests
{
    private static readonly Dictionary<string, string[]> Below = new(StringComparer.Ordinal)
    {
        ["Archive.Protocol"] = [],
        ["Archive.Storage"] = ["Archive.Protocol"],
        ["Archive.Actors"] = ["Archive.Protocol", "Archive.Storage"],
        ["Archive.Cli"] = ["Archive.Protocol", "Archive.Storage"],
        ["Archive.Node"] = ["Archive.Protocol", "Archive.Storage", "Archive.Actors", "Archive.Cli"],
    };

    [Fact]
    public void Projects_depend_on_those_below_them_only()
    {
        Assert.Equal(Below.Keys.Order(StringComparer.Ordinal), Project.All.Select(project => project.Name));
        Assert.All(Project.All, project =>
            Assert.Empty(project.References.Where(reference => reference.StartsWith("Archive.", StringComparison.Ordinal)).Except(Below[project.Name])));
    }

    [Fact]
    public void The_protocol_needs_the_base_class_library_alone_and_neither_files_nor_databases()
    {
        var protocol = new Project("Archive.Protocol");

        Assert.All(protocol.References, reference => Assert.StartsWith("System.", reference, StringComparison.Ordinal));
        var outside = protocol.Types.That()
            .HaveDependencyOnAny("System.Data", "System.IO.Directory", "System.IO.File", "System.IO.FileInfo", "System.IO.FileStream", "System.IO.RandomAccess").GetTypes();
        Assert.Empty(outside);
    }

    [Theory]
    [InlineData("Archive.Protocol")]
    [InlineData("Archive.Storage")]
    [InlineData("Archive.Cli")]
    public void Only_what_is_above_knows_actors(string project) =>
        Assert.DoesNotContain(new Project(project).References, reference => reference.StartsWith("Akka", StringComparison.Ordinal));

    [Fact]
    public void A_name_means_one_thing()
    {
        var twins = Project.All.SelectMany(project => project.OwnTypes).Where(type => type.Name != "Log") // each folder's log messages
            .GroupBy(type => type.Name).Where(types => types.Count() > 1).Select(types => string.Join(", ", types));

        Assert.Equal([], twins);
    }
}
