using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index;

/// <summary>
/// Makes the answers of one query (PS3.4 C.4.1.1.3.2): every element that was asked for, from the row's columns, from its
/// encoded attributes, or empty.
/// </summary>
internal sealed class FindAnswers(FindQuery query, FindRequest request)
{
    public DataSet Make(FindRow row)
    {
        var text = new AnswerText();
        var answer = new DataSet();
        foreach (var requested in query.Requested)
        {
            if (requested.Tag.IsGroupLength || requested.Tag == Tags.SpecificCharacterSet)
                continue;
            if (!QueryAttributes.IsKnown(requested.Tag, query.Level))
                answer.Set(Empty(requested));
            else if (ComputedAttributes.Of(requested.Tag, row) is { } value)
                answer.SetString(requested.Tag, value);
            else if (row.FindLevel(requested.Tag) is { } source && source.TryGet(requested.Tag, out var element))
                text.Add(Select(element, requested), source.CharacterSet);
            else
                answer.Set(Empty(requested));
        }

        answer.SetString(Tags.QueryRetrieveLevel, QueryIdentifier.NameOf(query.Level));
        answer.SetString(Tags.RetrieveAETitle, request.RetrieveAeTitle);
        if (query.Requested.Contains(Tags.InstanceAvailability))
            answer.SetString(Tags.InstanceAvailability, "ONLINE");
        text.WriteTo(answer);
        return answer;
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
}
