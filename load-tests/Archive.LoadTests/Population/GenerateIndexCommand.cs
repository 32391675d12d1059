using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace Archive.LoadTests.Population;

/// <summary>Fills an archive's data directory with an invented hospital's index.</summary>
internal static class GenerateIndexCommand
{
    public const int DefaultStudies = 1_000_000;
    public const int DefaultSeed = 2026;

    /// <summary>Makes the index unless the directory holds it already, from the same numbers.</summary>
    /// <exception cref="InvalidOperationException">The directory holds something else.</exception>
    public static void Run(string directory, int studies, int seed, CancellationToken cancellationToken)
    {
        var description = JsonSerializer.Serialize(new { studies, seed });
        var mark = Path.Combine(directory, "generated.json");
        if (File.Exists(mark) && File.ReadAllText(mark) == description)
            return;
        if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
            throw new InvalidOperationException($"{directory} is not empty and holds another index; give another directory.");

        Directory.CreateDirectory(directory);
        var clock = Stopwatch.StartNew();
        var objects = IndexGenerator.Fill(
            new Hospital(studies, seed),
            Path.Combine(directory, "archive.db"),
            written => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written:N0} of {studies:N0} studies, {clock.Elapsed.TotalSeconds:0} s")),
            cancellationToken);
        File.WriteAllText(mark, description);
        Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{directory}: {studies:N0} studies, {objects:N0} series of one object, made in {clock.Elapsed.TotalSeconds:0} s"));
    }
}
