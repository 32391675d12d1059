using System.Globalization;

namespace Archive.LoadTests.Compare;

/// <summary>What every sender sends.</summary>
/// <param name="Objects">Objects of one study, a study for each sender.</param>
/// <param name="ObjectBytes">Pixel bytes of an object.</param>
/// <param name="NoDelay">The senders switch Nagle's algorithm off.</param>
internal sealed record Workload(string Name, int Objects, int ObjectBytes, bool NoDelay)
{
    private const int WarmUpObjects = 200;
    private const int FirstWarmUpStudy = 99;

    public static Workload Ct { get; } = new("CT 525 KB, senders with TCP_NODELAY=1", 200, 512 * 512 * 2, NoDelay: true);

    public static Workload Small { get; } = new("16 KB, senders with TCP_NODELAY=1", 1000, 15_600, NoDelay: true);

    public static Workload CtWithNagle { get; } = new("CT 525 KB, senders with Nagle's algorithm on", 200, 512 * 512 * 2, NoDelay: false);

    /// <summary>
    /// A small study for each way from a node to a node, their files made where they are not there yet. Studies are spread evenly: each node takes some,
    /// writes some and hands some on, and has compiled what that takes.
    /// </summary>
    public static IReadOnlyList<string> WarmUpFolders(string workDirectory, int nodes)
    {
        string[] folders = [.. Enumerable.Range(0, nodes * nodes).Select(number => Path.Combine(workDirectory, string.Create(CultureInfo.InvariantCulture, $"warm-up-{number}")))];
        for (var number = 0; number < folders.Length; number++)
        {
            if (!Directory.Exists(folders[number]))
                StudyFiles.Create(folders[number], FirstWarmUpStudy + number, WarmUpObjects, 100_000);
        }

        return folders;
    }

    /// <summary>Makes the files that are not there yet and returns a folder for each sender.</summary>
    public IReadOnlyList<string> CreateFiles(string workDirectory, int senders)
    {
        var folders = new string[senders];
        for (var sender = 0; sender < senders; sender++)
        {
            folders[sender] = Path.Combine(workDirectory, string.Create(CultureInfo.InvariantCulture, $"send-{ObjectBytes}-{sender}"));
            if (!Directory.Exists(folders[sender]))
                StudyFiles.Create(folders[sender], sender + 1, Objects, ObjectBytes);
        }

        return folders;
    }
}
