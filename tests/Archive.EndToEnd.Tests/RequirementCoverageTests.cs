using System.Text.RegularExpressions;
using Archive.Testing;

namespace Archive.EndToEnd.Tests;

/// <summary>Every requirement on associations, storage, transfer syntaxes, character sets, queries and retrievals has a test that names it, or a reason why not yet.</summary>
public sealed partial class RequirementCoverageTests
{
    private const string OutOfScope = "tests/Archive.EndToEnd.Tests/requirements-out-of-scope.md";

    private static readonly string[] Areas = ["association", "storage", "transfer-syntax", "query", "retrieve", "charset"];

    [Fact]
    public void Every_requirement_in_scope_is_carried_by_a_test()
    {
        var tested = ReadTested();
        var excused = ReadExcused();
        var required = SharedFiles.Find(".", "requirements.tsv")
            .SelectMany(file => File.ReadLines(SharedFiles.PathOf(file)))
            .Skip(1)
            .Select(line => line.Split('\t'))
            .Where(row => Areas.Contains(row[1]))
            .Select(row => row[0]);

        Assert.Empty(required.Except(tested).Except(excused));
    }

    [Fact]
    public void What_is_tested_is_not_said_to_be_out_of_scope() => Assert.Empty(ReadExcused().Intersect(ReadTested()));

    [GeneratedRegex("""\[Requirement\("([A-Z0-9-]+)"\)\]""")]
    private static partial Regex Attributes();

    [GeneratedRegex(@"^\| ([A-Z0-9]+-\d+) \| .+ \|$")]
    private static partial Regex Entries();

    private static HashSet<string> ReadTested() =>
    [
        .. Directory.EnumerateFiles(Path.Combine(SharedFiles.RepositoryRoot, "tests"), "*.cs", SearchOption.AllDirectories)
            .SelectMany(file => Attributes().Matches(File.ReadAllText(file)))
            .Select(match => match.Groups[1].Value),
    ];

    private static HashSet<string> ReadExcused() =>
    [
        .. File.ReadLines(Path.Combine(SharedFiles.RepositoryRoot, OutOfScope))
            .Select(line => Entries().Match(line))
            .Where(match => match.Success)
            .Select(match => match.Groups[1].Value),
    ];
}
