using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Workflow.Worklist;

/// <summary>
/// Matching on Scheduled Station AE Title (0040,0001). A station is also shown the steps of those whose list it shares, and the steps that were planned for
/// no station: a step that nobody is shown is never performed. Its answers name the title that was asked for.
/// </summary>
/// <param name="key">Null: any station.</param>
internal sealed class StationKey(QueryKey? key, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases)
{
    private readonly QueryKey? _shared = key is ValueKey values ? values with { Values = [.. values.Values.SelectMany(title => Shared(title, aliases)).Distinct()] } : key;

    /// <summary>The titles of which one has to be a step's; null where the key names none.</summary>
    public IReadOnlyList<string>? Titles => (_shared as ValueKey)?.Values;

    public bool Matches(DataSet step) => _shared is null || IsUnplanned(step) || RowMatcher.Matches([_shared], step, offset: null);

    /// <summary>The title to answer with; null: that of the step.</summary>
    public string? AnswerFor(DataSet step, string asking)
    {
        if (key is ValueKey values)
            return RowMatcher.Matches([key], step, offset: null) ? null : values.Values[0];
        return IsUnplanned(step) ? asking : null;
    }

    private static bool IsUnplanned(DataSet step) => step.GetStrings(Tags.ScheduledStationAETitle).All(title => IndexedValue.Text(title).Length == 0);

    private static IEnumerable<string> Shared(string title, IReadOnlyDictionary<string, IReadOnlyList<string>> aliases) =>
        aliases.TryGetValue(title, out var others) ? others.Prepend(title) : [title];
}
