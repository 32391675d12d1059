using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Archive.LoadTests.Servers;
using Archive.Storage.Database.Sqlite;

namespace Archive.LoadTests.Population;

/// <summary>An archive's data directory whose index is that of an invented hospital, and beside it a note of which.</summary>
internal static class GeneratedIndex
{
    public const int DefaultStudies = 1_000_000;
    public const int DefaultSeed = 2026;

    private const string SealedVolumes = "*.volume";

    /// <summary>Makes the directory unless it holds the same already, made from the same numbers and with today's schema.</summary>
    /// <param name="objectsPerSeries">0 for an index of one object a series without volumes behind it.</param>
    /// <exception cref="InvalidOperationException">The directory holds something that was not made here.</exception>
    public static async Task CreateAsync(string directory, int studies, int seed, int objectsPerSeries, CancellationToken cancellationToken)
    {
        var note = new Note(studies, seed, SqliteSchema.Scripts[^1].Version, objectsPerSeries);
        if (File.Exists(NoteIn(directory)))
        {
            if (Read(directory) == note)
                return;
            Directory.Delete(directory, recursive: true);
        }
        else if (Directory.Exists(directory) && Directory.EnumerateFileSystemEntries(directory).Any())
            throw new InvalidOperationException($"{directory} is not empty and holds something else; give another directory.");

        Directory.CreateDirectory(directory);
        var clock = Stopwatch.StartNew();
        var hospital = new Hospital(studies, seed);
        await using (var volumes = objectsPerSeries > 0 ? new GeneratedVolumes(VolumesIn(directory)) : null)
        {
            var objects = new IndexGenerator(hospital, volumes, Math.Max(1, objectsPerSeries)).Fill(
                Path.Combine(directory, "archive.db"),
                written => Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{written:N0} of {studies:N0} studies, {clock.Elapsed.TotalSeconds:0} s")),
                cancellationToken);
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{directory}: {studies:N0} studies, {objects:N0} objects, made in {clock.Elapsed.TotalSeconds:0} s"));
        }

        await File.WriteAllTextAsync(NoteIn(directory), JsonSerializer.Serialize(note, JsonSerializerOptions.Web), cancellationToken);
    }

    /// <summary>The hospital whose studies the directory holds.</summary>
    /// <exception cref="InvalidOperationException">It was not made by <see cref="CreateAsync"/>.</exception>
    public static Hospital Open(string directory)
    {
        if (!File.Exists(NoteIn(directory)))
            throw new InvalidOperationException($"{directory} holds no generated index; generate-index makes one.");
        var note = Read(directory);
        return new Hospital(note.Studies, note.Seed);
    }

    /// <summary>A copy to work on, in the place of what was there; returns its directory. Sealed volumes, which never change, are shared.</summary>
    public static async Task<string> CopyAsync(string directory, string copy)
    {
        if (Directory.Exists(copy))
            Directory.Delete(copy, recursive: true);
        Directory.CreateDirectory(copy);
        File.Copy(Path.Combine(directory, "archive.db"), Path.Combine(copy, "archive.db"));
        if (Directory.Exists(VolumesIn(directory)))
        {
            Directory.CreateDirectory(VolumesIn(copy));
            await Tool.RunAsync("cp", ["--link", "--target-directory", VolumesIn(Path.GetFullPath(copy)), .. Directory.GetFiles(Path.GetFullPath(VolumesIn(directory)), SealedVolumes)]);
        }

        return copy;
    }

    /// <summary>Whether a directory was marked as holding the same.</summary>
    public static bool IsSame(string directory, string other) => File.Exists(NoteIn(other)) && Read(directory) == Read(other);

    /// <summary>Marks a directory as holding the same as another, in whatever database.</summary>
    public static void MarkSame(string directory, string other) => File.Copy(NoteIn(directory), NoteIn(other));

    private static Note Read(string directory) =>
        JsonSerializer.Deserialize<Note>(File.ReadAllText(NoteIn(directory)), JsonSerializerOptions.Web) ?? throw new InvalidOperationException($"{NoteIn(directory)} is empty.");

    private static string NoteIn(string directory) => Path.Combine(directory, "generated.json");

    private static string VolumesIn(string directory) => Path.Combine(directory, "volumes");

    private sealed record Note(int Studies, int Seed, int Schema, int ObjectsPerSeries = 0);
}
