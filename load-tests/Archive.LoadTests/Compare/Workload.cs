using System.Globalization;

namespace Archive.LoadTests.Compare;

/// <summary>What every sender sends.</summary>
/// <param name="Objects">Objects of one study, a study for each sender.</param>
/// <param name="ObjectBytes">Pixel bytes of an object.</param>
/// <param name="NoDelay">The senders switch Nagle's algorithm off.</param>
internal sealed record Workload(string Name, int Objects, int ObjectBytes, bool NoDelay)
{
    private const int WarmUpObjects = 200;
    private const int WarmUpStudy = 99;

    public static Workload Ct { get; } = new("CT 525 KB, senders with TCP_NODELAY=1", 200, 512 * 512 * 2, NoDelay: true);

    public static Workload Small { get; } = new("16 KB, senders with TCP_NODELAY=1", 1000, 15_600, NoDelay: true);

    public static Workload CtWithNagle { get; } = new("CT 525 KB, senders with Nagle's algorithm on", 200, 512 * 512 * 2, NoDelay: false);

    public static string WarmUpFolder(string workDirectory) => Path.Combine(workDirectory, "warm-up");

    /// <summary>Makes the files that are not there yet and returns a folder for each sender.</summary>
    public IReadOnlyList<string> CreateFiles(string workDirectory, int senders)
    {
        if (!Directory.Exists(WarmUpFolder(workDirectory)))
            StudyFiles.Create(WarmUpFolder(workDirectory), WarmUpStudy, WarmUpObjects, 100_000);
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
