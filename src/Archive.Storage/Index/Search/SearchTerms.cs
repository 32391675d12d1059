using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>
/// What table <c>study_term</c> holds: values of attributes that are searched for as a whole and that a study can have many
/// of, of itself or of its series. An attribute's number there is its tag, behind that of the sequence that it is in.
/// </summary>
internal static class SearchTerms
{
    private static readonly Tag[] StudyValues = [Tags.OtherPatientIDs];
    private static readonly (Tag Sequence, Tag Item)[] StudyItems = [(Tags.OtherPatientIDsSequence, Tags.PatientID), (Tags.ProcedureCodeSequence, Tags.CodeValue)];

    private static readonly (Tag Sequence, Tag Item)[] SeriesItems =
        [(Tags.RequestAttributesSequence, Tags.RequestedProcedureID), (Tags.RequestAttributesSequence, Tags.ScheduledProcedureStepID)];

    /// <summary>The terms of a study's encoded attributes.</summary>
    public static IEnumerable<(long Attribute, string Value)> OfStudy(ReadOnlyMemory<byte> encoded) => Find(encoded, StudyValues, StudyItems);

    /// <summary>The terms of a series' encoded attributes.</summary>
    public static IEnumerable<(long Attribute, string Value)> OfSeries(ReadOnlyMemory<byte> encoded) => Find(encoded, [], SeriesItems);

    /// <summary>The attribute and the values that lead to every study that the key can match; false where there are none.</summary>
    public static bool TryGet(QueryKey key, out long attribute, out IReadOnlyList<string> values)
    {
        if (key is ValueKey value && StudyValues.Contains(key.Tag))
        {
            (attribute, values) = (key.Tag.Value, value.Values);
            return true;
        }

        if (key is SequenceKey sequence)
        {
            foreach (var path in StudyItems.Concat(SeriesItems).Where(path => path.Sequence == key.Tag))
            {
                if (sequence.Keys.FirstOrDefault(item => item.Tag == path.Item) is not ValueKey item)
                    continue;
                (attribute, values) = (NumberOf(path), item.Values);
                return true;
            }
        }

        (attribute, values) = (0, []);
        return false;
    }

    private static long NumberOf((Tag Sequence, Tag Item) path) => ((long)path.Sequence.Value << 32) | path.Item.Value;

    private static List<(long Attribute, string Value)> Find(ReadOnlyMemory<byte> encoded, Tag[] tags, (Tag Sequence, Tag Item)[] paths)
    {
        var terms = new List<(long Attribute, string Value)>();
        var attributes = EncodedAttributes.Read(encoded);
        foreach (var tag in tags)
            Add(tag.Value, tag, attributes);
        foreach (var path in paths)
        {
            foreach (var item in attributes.GetItems(path.Sequence))
                Add(NumberOf(path), path.Item, item);
        }

        return terms;

        void Add(long attribute, Tag tag, DataSet dataSet)
        {
            foreach (var given in dataSet.GetStrings(tag))
            {
                var value = IndexedValue.Of(tag, given);
                if (value.Length > 0 && !terms.Contains((attribute, value)))
                    terms.Add((attribute, value));
            }
        }
    }
}
