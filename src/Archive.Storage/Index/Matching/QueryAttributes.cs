using System.Collections.Frozen;
using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>
/// Which attributes can restrict a query and be answered at a level: those that the index has of the level or of one above
/// it. Any other key matches everything and comes back empty (PS3.4 C.2.2.1.3).
/// </summary>
internal static class QueryAttributes
{
    private static readonly FrozenDictionary<Tag, KeptLevels> Kept = IndexedAttributes.Study.Concat(IndexedAttributes.Series).Concat(IndexedAttributes.Instance).Distinct()
        .ToFrozenDictionary(tag => tag, tag => new KeptLevels(
            IndexedAttributes.Patient.Contains(tag), IndexedAttributes.Study.Contains(tag), IndexedAttributes.Series.Contains(tag), IndexedAttributes.Instance.Contains(tag)));

    /// <summary>The levels at which the index keeps an attribute as it came; none for what it computes or does not have.</summary>
    public static KeptLevels KeptAt(Tag tag) => Kept.GetValueOrDefault(tag);

    public static bool IsKnown(Tag tag, QueryLevel level) => (KeptAt(tag).Highest ?? ComputedAttributes.LevelOf(tag)) <= level;

    /// <summary>True when an element of the identifier is a key that is not known at the level.</summary>
    public static bool HasUnknown(DataSet identifier, QueryLevel level)
    {
        foreach (var element in identifier)
        {
            if (!element.Tag.IsGroupLength && !IsOfEveryAnswer(element.Tag) && !IsKnown(element.Tag, level))
                return true;
        }

        return false;
    }

    /// <summary>True for what says how the identifier is to be read, and for what the archive says of itself: no keys of a level.</summary>
    public static bool IsOfEveryAnswer(Tag tag) => tag == Tags.SpecificCharacterSet || tag == Tags.QueryRetrieveLevel || tag == Tags.TimezoneOffsetFromUTC
        || tag == Tags.RetrieveAETitle || tag == Tags.InstanceAvailability;
}
