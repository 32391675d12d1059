using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index;

/// <summary>An attribute that a query asks for and that the data set of a row may hold.</summary>
/// <param name="requested">As the identifier asks for it: a sequence with the keys of its item.</param>
/// <param name="empty">What comes where no level holds it; null when nothing does.</param>
/// <param name="keys">What an item of the sequence has to match to be answered.</param>
internal sealed class AskedAttribute(Element requested, Element? empty, IReadOnlyList<SequenceKey> keys)
{
    private readonly Vr _vr = ElementDictionary.GetVr(requested.Tag);
    private readonly KeptLevels _kept = QueryAttributes.KeptAt(requested.Tag);
    private DataSet? _level;
    private Element? _found; // in that level

    public Tag Tag => requested.Tag;

    public Element? Empty => empty;

    /// <summary>
    /// What a row holds of it, with the VR of the dictionary; null when it is absent. Rows of one study or series, which share
    /// its data set, share what is found there.
    /// </summary>
    /// <param name="level">The data set that holds it.</param>
    public Element? Find(FindRow row, out DataSet? level)
    {
        level = row.LevelOf(_kept);
        if (!ReferenceEquals(level, _level))
        {
            _level = level;
            _found = level is not null && level.TryGet(Tag, out var held) ? Select(DictionaryVr.Apply(held, _vr, level), level) : null;
        }

        return _found;
    }

    private Element Select(Element held, DataSet level)
    {
        TimeSpan? offset = Moment.TryReadOffset(level.GetString(Tags.TimezoneOffsetFromUTC), out var taken) ? taken : null;
        return SequenceAnswer.Select(held, requested, keys, offset);
    }
}
