using System.Globalization;
using Archive.Actors.Workflow.Worklist;

namespace Archive.Node.Options;

/// <summary>Makes of the options how the worklist is kept.</summary>
internal static class ConfiguredWorklist
{
    /// <exception cref="StartException">A value is not what it should be.</exception>
    public static WorklistSettings Create(WorklistOptions options)
    {
        var usual = new WorklistSettings();
        return usual with
        {
            OpenDays = options.OpenDays,
            LeavesWhen = options.LeavesWhen.Count == 0 ? usual.LeavesWhen : [.. options.LeavesWhen.Select(Leaving)],
            CompletedByObjects = [.. options.CompletedByObjects],
            Aliases = AliasesOf(options.Aliases),
            Folder = options.Folder.Length == 0 ? null : FolderOf(options.Folder),
            FolderInterval = TimeSpan.FromSeconds(options.FolderSeconds),
            Interval = TimeSpan.FromSeconds(options.LookSeconds),
        };
    }

    private static ScheduledStepStatus Leaving(ScheduledStepStatus status) =>
        status is ScheduledStepStatus.Started or ScheduledStepStatus.Completed or ScheduledStepStatus.Discontinued
            ? status
            : throw new StartException($"Archive:Worklist:LeavesWhen has '{status}'; it must be Started, Completed or Discontinued.");

    private static Dictionary<string, IReadOnlyList<string>> AliasesOf(IList<WorklistAliasOptions> list)
    {
        var aliases = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal);
        foreach (var (i, alias) in list.Index())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"Archive:Worklist:Aliases:{i}");
            var station = OptionText.AeTitle(alias.Station, $"{path}:Station").Value;
            if (alias.Titles.Count == 0)
                throw new StartException($"{path}:Titles is empty: say whose steps {station} is shown.");
            if (!aliases.TryAdd(station, [.. alias.Titles.Select(title => OptionText.AeTitle(title, $"{path}:Titles").Value)]))
                throw new StartException($"{path}:Station '{station}' is listed twice.");
        }

        return aliases;
    }

    private static string FolderOf(string folder) => Directory.Exists(folder)
        ? Path.GetFullPath(folder)
        : throw new StartException($"Archive:Worklist:Folder '{folder}' is no folder.");
}
