using Archive.Testing;

namespace Archive.Requirements.Tests;

/// <summary>The requirements list and the tests agree, and docs/requirements.md says so.</summary>
public sealed class RequirementMatrixTests
{
    private static readonly IReadOnlyList<Requirement> List = RequirementList.Read();
    private static readonly IReadOnlyList<ProvingTest> Tests = ProvingTest.FindAll();
    private static readonly ILookup<string, ProvingTest> TestsById = Tests.ToLookup(test => test.RequirementId, StringComparer.Ordinal);

    [Fact]
    public void The_document_is_what_the_list_and_the_tests_say() => Assert.True(
        File.Exists(RequirementMatrix.Path) && File.ReadAllText(RequirementMatrix.Path) == RequirementMatrix.Write(List, Tests),
        $"docs/requirements.md is not what requirements.tsv and the tests say. Write it anew: {RequirementMatrix.Command}");

    [Fact]
    public void Every_test_project_is_looked_at() => Assert.Equal(
        Directory.EnumerateDirectories(Path.Combine(SharedFiles.RepositoryRoot, "tests"), "*.Tests").Select(Path.GetFileName).Order(StringComparer.Ordinal),
        ProvingTest.TestAssemblies().Select(assembly => assembly.GetName().Name));

    [Fact]
    public void No_requirement_is_listed_twice() => Assert.Equal(List.Count, List.DistinctBy(requirement => requirement.Id).Count());

    [Fact]
    public void Every_requirement_that_a_test_names_is_listed() =>
        Assert.DoesNotContain(Tests, test => List.All(requirement => requirement.Id != test.RequirementId));

    [Fact]
    public void What_is_proven_has_a_test_that_needs_no_samples_and_nothing_missing() => Assert.DoesNotContain(
        List, requirement => requirement.State == RequirementState.Proven && (requirement.Rest != "" || TestsById[requirement.Id].All(test => test.NeedsSharedFiles)));

    [Fact]
    public void What_is_proven_in_part_has_a_test_that_needs_no_samples_and_says_what_is_missing() => Assert.DoesNotContain(
        List, requirement => requirement.State == RequirementState.Partly && (requirement.Rest == "" || TestsById[requirement.Id].All(test => test.NeedsSharedFiles)));

    [Fact]
    public void What_is_for_later_has_no_test_and_says_why() => Assert.DoesNotContain(
        List, requirement => requirement.State == RequirementState.Later && (requirement.Rest == "" || TestsById[requirement.Id].Any()));

    /// <summary>The list that may lie beside the repository, from which ours was condensed.</summary>
    [SharedTheory]
    [InlineData("requirements.tsv")]
    public void Every_requirement_of_the_full_list_is_listed_in_its_area(string file) => Assert.Equal(
        File.ReadLines(SharedFiles.PathOf(file)).Skip(1).Select(line => line.Split('\t')).Select(row => (Id: row[0], Area: row[1])).Order(),
        List.Select(requirement => (requirement.Id, requirement.Area)).Order());
}
