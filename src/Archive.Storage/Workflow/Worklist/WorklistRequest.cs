using Archive.Protocol.Data;

namespace Archive.Storage.Workflow.Worklist;

/// <summary>A C-FIND of the Modality Worklist (PS3.4 K.4.1).</summary>
/// <param name="Identifier">Matching keys and return keys.</param>
public sealed record WorklistRequest(DataSet Identifier)
{
    /// <summary>The character sets in which answers may be written, best first; empty: that of the query when it names one, else UTF-8.</summary>
    public IReadOnlyList<CharacterSet> CharacterSets { get; init; } = [];

    /// <summary>By the title of a station, the titles of others whose steps are shown to it as its own.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Aliases { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>The title of the station that asks: a step that was planned for none is answered with it where the query names none either.</summary>
    public required string Station { get; init; }
}
