using Archive.Testing;

namespace Archive.Requirements.Tests;

/// <summary>
/// Reads requirements.tsv: what the statements of modalities, and the standard, ask of the archive, in short. Its columns are id, area, state, requirement, rest.
/// </summary>
public static class RequirementList
{
    public static string Path { get; } = System.IO.Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.Requirements.Tests", "requirements.tsv");

    /// <exception cref="FormatException">A line has not these five columns, or a state that is none.</exception>
    public static IReadOnlyList<Requirement> Read() =>
    [
        .. File.ReadLines(Path).Skip(1).Select(line => line.Split('\t') is [var id, var area, var state, var text, var rest]
            && Enum.TryParse<RequirementState>(state, ignoreCase: true, out var parsed)
                ? new Requirement(id, area, parsed, text, rest)
                : throw new FormatException($"{Path}: '{line}' is no row of id, area, state, requirement and rest.")),
    ];
}
