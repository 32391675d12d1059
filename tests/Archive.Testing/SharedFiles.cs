namespace Archive.Testing;

/// <summary>
/// The folder of sample files and dictionaries that may lie beside the repository (<c>../shared</c>, or where <c>ARCHIVE_SHARED</c>
/// says), known by its <c>samples/INDEX.tsv</c>. It is no part of the project: tests that need it are <see cref="SharedFactAttribute"/>s and <see cref="SharedTheoryAttribute"/>s,
/// reported as skipped where it is absent.
/// </summary>
public static class SharedFiles
{
    /// <summary>Why a test is skipped.</summary>
    public const string IsAbsent = "There is no folder 'shared' with samples/INDEX.tsv beside the repository, and none where ARCHIVE_SHARED says.";

    /// <summary>The folder that holds <c>Archive.sln</c>.</summary>
    public static string RepositoryRoot { get; } = FindRepositoryRoot();

    /// <summary>Null when the folder is absent.</summary>
    public static string? Root { get; } = FindRoot();

    /// <summary>The files below a folder of <see cref="Root"/>, paths relative to that folder, in ordinal order; none when it is absent.</summary>
    public static IReadOnlyList<string> Find(string folder, string pattern = "*")
    {
        if (Root is null || !Directory.Exists(Path.Combine(Root, folder)))
            return [];
        var start = Path.Combine(Root, folder);
        return [.. Directory.EnumerateFiles(start, pattern, SearchOption.AllDirectories).Select(path => Path.GetRelativePath(start, path)).Order(StringComparer.Ordinal)];
    }

    /// <exception cref="DirectoryNotFoundException">The shared folder is absent.</exception>
    public static string PathOf(params string[] parts) =>
        Path.Combine([Root ?? throw new DirectoryNotFoundException(IsAbsent), .. parts]);

    private static string? FindRoot()
    {
        var candidate = Environment.GetEnvironmentVariable("ARCHIVE_SHARED") is { Length: > 0 } named ? named : Path.Combine(RepositoryRoot, "..", "shared");
        return File.Exists(Path.Combine(candidate, "samples", "INDEX.tsv")) ? Path.GetFullPath(candidate) : null;
    }

    private static string FindRepositoryRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "Archive.sln")))
                return folder.FullName;
        }

        throw new DirectoryNotFoundException($"No folder above {AppContext.BaseDirectory} holds Archive.sln.");
    }
}
