using System.Globalization;
using System.Text;
using Archive.Testing;

namespace Archive.Requirements.Tests;

/// <summary>Writes which tests prove which requirement, and how.</summary>
public static class RequirementMatrix
{
    public const string Command = "dotnet run -c Release --project tests/Archive.Requirements.Tests";

    // What a test of each project runs.
    private static readonly Dictionary<string, string> Means = new(StringComparer.Ordinal)
    {
        ["Archive.Protocol.Tests"] = "protocol",
        ["Archive.Storage.Tests"] = "storage",
        ["Archive.Actors.Tests"] = "actors",
        ["Archive.Node.Tests"] = "options",
        ["Archive.EndToEnd.Tests"] = "node",
    };

    public static string Path { get; } = System.IO.Path.Combine(SharedFiles.RepositoryRoot, "docs", "requirements.md");

    public static string Write(IReadOnlyList<Requirement> requirements, IReadOnlyList<ProvingTest> tests)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Requirements

            What the conformance statements of five kinds of systems (VEREOS, OASIS: scanners; MX1: ultrasound units; TIGER: dental and veterinary software; BASICS: what
            every department expects) ask of the archive, in short, and the tests that prove it. Written by `{Command}` from
            [requirements.tsv](../tests/Archive.Requirements.Tests/requirements.tsv) and the tests that name its rows; not to be edited by hand.

            Each test says what it runs: **node**, the executable as a process of its own, called over sockets by DCMTK or the archive's own client; **actors**, the archive's
            associations, studies and retrievals in the process of the test, called over sockets; **protocol**, **storage**, **options**, that part alone. *(samples)* marks
            tests over files that are no part of the project; no requirement rests on those alone.


            """);
        var areas = requirements.Select(requirement => requirement.Area).Distinct().ToList();
        WriteCounts(text, requirements, areas);
        var byId = tests.ToLookup(test => test.RequirementId, StringComparer.Ordinal);
        foreach (var area in areas)
            WriteArea(text, area, [.. requirements.Where(requirement => requirement.Area == area)], byId);
        return text.ToString();
    }

    private static void WriteCounts(StringBuilder text, IReadOnlyList<Requirement> requirements, IEnumerable<string> areas)
    {
        text.Append("| area | proven | in part | not yet |\n|---|---|---|---|\n");
        foreach (var area in areas)
            Line(area, requirements.Where(requirement => requirement.Area == area));
        Line("all", requirements);

        void Line(string name, IEnumerable<Requirement> rows)
        {
            var counts = rows.CountBy(row => row.State).ToDictionary();
            text.Append(CultureInfo.InvariantCulture,
                $"| {name} | {counts.GetValueOrDefault(RequirementState.Proven)} | {counts.GetValueOrDefault(RequirementState.Partly)} | {counts.GetValueOrDefault(RequirementState.Later)} |\n");
        }
    }

    private static void WriteArea(StringBuilder text, string area, IReadOnlyList<Requirement> requirements, ILookup<string, ProvingTest> tests)
    {
        text.Append(CultureInfo.InvariantCulture, $"\n## {area}\n");
        foreach (var requirement in requirements.Where(requirement => requirement.State != RequirementState.Later))
        {
            text.Append(CultureInfo.InvariantCulture, $"\n**{requirement.Id}** {requirement.Text}\n\n");
            foreach (var test in tests[requirement.Id].OrderBy(test => test.Project == "Archive.EndToEnd.Tests" ? 0 : 1).ThenBy(test => test.Class, StringComparer.Ordinal)
                .ThenBy(test => test.Name, StringComparer.Ordinal).ThenBy(test => test.Proves, StringComparer.Ordinal))
                text.Append(CultureInfo.InvariantCulture, $"- {Describe(test)}\n");
            if (requirement.State == RequirementState.Partly)
                text.Append(CultureInfo.InvariantCulture, $"- *in part; missing:* {requirement.Rest}\n");
        }

        var later = requirements.Where(requirement => requirement.State == RequirementState.Later).ToList();
        if (later.Count == 0)
            return;
        text.Append("\n| not yet | requirement | why |\n|---|---|---|\n");
        foreach (var requirement in later)
            text.Append(CultureInfo.InvariantCulture, $"| {requirement.Id} | {requirement.Text} | {requirement.Rest} |\n");
    }

    private static string Describe(ProvingTest test)
    {
        var samples = test.NeedsSharedFiles ? " *(samples)*" : "";
        var proves = test.Proves is null ? "" : $": {test.Proves}";
        return $"{Means.GetValueOrDefault(test.Project, test.Project)}{samples}, `{test.Class}`: {test.Name.Replace('_', ' ')}{proves}";
    }
}
