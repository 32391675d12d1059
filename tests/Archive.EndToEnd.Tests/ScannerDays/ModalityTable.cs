using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>The tables of conformance statements, condensed, in <c>ScannerDays/Tables</c>.</summary>
internal static class ModalityTable
{
    private static readonly string Folder = Path.Combine(SharedFiles.RepositoryRoot, "tests", "Archive.EndToEnd.Tests", "ScannerDays", "Tables");

    /// <summary>The fields of each row under the heading.</summary>
    public static IEnumerable<string[]> Read(string name) => File.ReadLines(Path.Combine(Folder, name)).Skip(1).Select(line => line.Split('\t'));

    /// <summary>The rows of one modality, without its name, of a table of all of them.</summary>
    public static IEnumerable<string[]> Read(string name, string modality) => Read(name).Where(row => row[0] == modality).Select(row => row[1..]);
}
