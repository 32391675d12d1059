using System.Collections.Frozen;
using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>
/// Which attributes can restrict a query and be answered at a level: those that the index has of the level or of one above
/// it. Any other key matches everything and comes back empty (PS3.4 C.2.2.1.3).
/// </summary>
internal static class QueryAttributes
{
    // Of an attribute that is kept at several levels the highest one.
    private static readonly FrozenDictionary<Tag, QueryLevel> Levels = FindLevels().ToFrozenDictionary();

    public static bool IsKnown(Tag tag, QueryLevel level) => Levels.TryGetValue(tag, out var own) ? own <= level : ComputedAttributes.LevelOf(tag) <= level;

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

    private static Dictionary<Tag, QueryLevel> FindLevels()
    {
        var levels = new Dictionary<Tag, QueryLevel>();
        Add(IndexedAttributes.Patient, QueryLevel.Patient);
        Add(IndexedAttributes.Study, QueryLevel.Study);
        Add(IndexedAttributes.Series, QueryLevel.Series);
        Add(IndexedAttributes.Instance, QueryLevel.Image);
        return levels;

        void Add(IEnumerable<Tag> tags, QueryLevel level)
        {
            foreach (var tag in tags)
                levels.TryAdd(tag, level);
        }
    }
}
