using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index;

/// <summary>What of a sequence comes back in an answer (PS3.4 C.2.2.2.6).</summary>
internal static class SequenceAnswer
{
    /// <summary>
    /// Of a sequence the items that match, and of those the attributes that were asked for inside it, or all when none was. What is no sequence as it is.
    /// </summary>
    /// <param name="keys">What an item has to match.</param>
    /// <param name="offset">The offset from UTC at which its dates and times were taken, where somebody says.</param>
    public static Element Select(Element held, Element requested, IReadOnlyList<SequenceKey> keys, TimeSpan? offset)
    {
        if (!held.IsSequence || requested.Items is not [{ Count: > 0 } itemKeys, ..])
            return held;
        return Element.Sequence(held.Tag, [.. held.Items
            .Where(item => keys.All(key => RowMatcher.Matches(key.Keys, item, offset)))
            .Select(item => Select(item, itemKeys))]);
    }

    /// <summary>The attributes of an item that were asked for, empty where it has none.</summary>
    public static DataSet Select(DataSet item, DataSet itemKeys)
    {
        var selected = new DataSet();
        if (item.TryGet(Tags.SpecificCharacterSet, out var characterSet))
            selected.Set(characterSet);
        foreach (var key in itemKeys)
        {
            if (DictionaryVr.IsAllowed(key.Tag) && key.Tag != Tags.SpecificCharacterSet)
                selected.Set(item.TryGet(key.Tag, out var element) ? Select(element, key, [], null) : EmptyOf(key));
        }

        return selected;
    }

    /// <summary>The element without a value, with the VR of the dictionary.</summary>
    public static Element EmptyOf(Element requested) =>
        DictionaryVr.EmptyOf(requested.Tag, ElementDictionary.GetVr(requested.Tag) is var known and not Vr.UN ? known : requested.Vr);
}
