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

    /// <summary>The element without a value, with the VR of the dictionary.</summary>
    public static Element EmptyOf(Element requested) =>
        DictionaryVr.EmptyOf(requested.Tag, ElementDictionary.GetVr(requested.Tag) is var known and not Vr.UN ? known : requested.Vr);

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

    /// <summary>
    /// Of a sequence the items that match, and of those the attributes that were asked for inside it, or all when none was
    /// (PS3.4 C.2.2.2.6).
    /// </summary>
    private Element Select(Element held, DataSet level)
    {
        if (!held.IsSequence || requested.Items is not [{ Count: > 0 } itemKeys, ..])
            return held;
        TimeSpan? offset = Moment.TryReadOffset(level.GetString(Tags.TimezoneOffsetFromUTC), out var taken) ? taken : null;
        return Element.Sequence(Tag, [.. held.Items
            .Where(item => keys.All(key => RowMatcher.Matches(key.Keys, item, offset)))
            .Select(item => Select(item, itemKeys))]);
    }

    private static DataSet Select(DataSet item, DataSet itemKeys)
    {
        var selected = new DataSet();
        if (item.TryGet(Tags.SpecificCharacterSet, out var characterSet))
            selected.Set(characterSet);
        foreach (var key in itemKeys)
        {
            if (DictionaryVr.IsAllowed(key.Tag) && key.Tag != Tags.SpecificCharacterSet)
                selected.Set(item.TryGet(key.Tag, out var element) ? SelectNested(element, key) : EmptyOf(key));
        }

        return selected;
    }

    private static Element SelectNested(Element element, Element key) => element.IsSequence && key.Items is [{ Count: > 0 } itemKeys, ..]
        ? Element.Sequence(element.Tag, [.. element.Items.Select(item => Select(item, itemKeys))])
        : element;
}
