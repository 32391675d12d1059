using System.Globalization;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index;

/// <summary>
/// Makes the answers of one query (PS3.4 C.4.1.1.3.2): every element that was asked for, from the row's columns, from its
/// encoded attributes, or empty. Rows of one series come together, so what they share is decoded once.
/// </summary>
internal sealed class FindAnswers(FindQuery query, FindRequest request)
{
    private static readonly DataSet Nothing = new();

    private (long Id, DataSet DataSet) _study = (0, Nothing);
    private (long Id, DataSet DataSet) _series = (0, Nothing);

    public DataSet Make(FindRow row)
    {
        _study = Decode(_study, row.Study.Id, row.Study.Attributes);
        _series = row.Series is { } series ? Decode(_series, series.Id, series.Attributes) : (0, Nothing);
        var instance = row.Instance is { } image ? Read(image.Attributes) : Nothing;

        var text = new AnswerText();
        var answer = new DataSet();
        foreach (var requested in query.Requested)
        {
            if (requested.Tag.IsGroupLength || requested.Tag == Tags.SpecificCharacterSet)
                continue;
            if (Compute(requested.Tag, row) is { } value)
                answer.SetString(requested.Tag, value);
            else if (Find(requested.Tag, instance, _series.DataSet, _study.DataSet) is { } source && source.TryGet(requested.Tag, out var element))
                text.Add(Select(element, requested), source.CharacterSet);
            else
                answer.Set(Empty(requested));
        }

        answer.SetString(Tags.QueryRetrieveLevel, QueryIdentifier.NameOf(query.Level));
        answer.SetString(Tags.RetrieveAETitle, request.RetrieveAeTitle);
        text.WriteTo(answer);
        return answer;
    }

    /// <summary>The value of an attribute that the index keeps apart or computes; null for any other.</summary>
    private static string? Compute(Tag tag, FindRow row)
    {
        if (tag == Tags.StudyInstanceUID)
            return row.Study.Uid;
        if (tag == Tags.SeriesInstanceUID)
            return row.Series?.Uid;
        if (tag == Tags.SOPInstanceUID)
            return row.Instance?.Uid;
        if (tag == Tags.SOPClassUID)
            return row.Instance?.SopClassUid;
        if (tag == Tags.ModalitiesInStudy)
            return row.Study.Modalities;
        if (tag == Tags.SOPClassesInStudy)
            return row.Study.SopClasses;
        if (tag == Tags.NumberOfStudyRelatedSeries)
            return row.Study.SeriesCount.ToString(CultureInfo.InvariantCulture);
        if (tag == Tags.NumberOfStudyRelatedInstances)
            return row.Study.InstanceCount.ToString(CultureInfo.InvariantCulture);
        if (tag == Tags.NumberOfSeriesRelatedInstances)
            return row.Series?.InstanceCount.ToString(CultureInfo.InvariantCulture);
        return tag == Tags.InstanceAvailability ? "ONLINE" : null;
    }

    private static DataSet? Find(Tag tag, params ReadOnlySpan<DataSet> levels)
    {
        foreach (var level in levels)
        {
            if (level.Contains(tag))
                return level;
        }

        return null;
    }

    /// <summary>Of a sequence that was asked for by keys inside it, those keys of every item (PS3.4 C.2.2.2.6).</summary>
    private static Element Select(Element element, Element requested) =>
        element.IsSequence && requested.Items is [{ Count: > 0 } keys, ..]
            ? Element.Sequence(element.Tag, [.. element.Items.Select(item => Select(item, keys))])
            : element;

    private static DataSet Select(DataSet item, DataSet keys)
    {
        var selected = new DataSet();
        if (item.TryGet(Tags.SpecificCharacterSet, out var characterSet))
            selected.Set(characterSet);
        foreach (var key in keys)
            selected.Set(item.TryGet(key.Tag, out var element) ? Select(element, key) : Empty(key));
        return selected;
    }

    private static Element Empty(Element requested) =>
        requested.IsSequence ? Element.Sequence(requested.Tag, []) : new Element(requested.Tag, requested.Vr, ReadOnlyMemory<byte>.Empty);

    private static (long Id, DataSet DataSet) Decode((long Id, DataSet DataSet) last, long id, byte[] attributes) =>
        last.Id == id ? last : (id, Read(attributes));

    private static DataSet Read(byte[] attributes) => DataSetReader.Read(attributes, TransferSyntax.ExplicitVrLittleEndian);
}
