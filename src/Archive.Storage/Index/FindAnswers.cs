using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index;

/// <summary>
/// Makes the answers of one query (PS3.4 C.4.1.1.3.2): every element that was asked for, from the row's columns, from its
/// encoded attributes, or empty. An answer shares the bytes of the row that it copies from. Not for several threads.
/// </summary>
internal sealed class FindAnswers
{
    private readonly FindQuery _query;
    private readonly AnswerCharacterSet _characterSet;
    private readonly List<Element> _constant = [];
    private readonly List<Element> _computed = []; // what comes where there is no value
    private readonly List<AskedAttribute> _held = [];
    private readonly List<(Element Element, DataSet Level)> _found = []; // in the row at hand

    public FindAnswers(FindQuery query, FindRequest request)
    {
        _query = query;
        _characterSet = AnswerCharacterSet.For(request);
        _constant.Add(Ascii(Tags.QueryRetrieveLevel, QueryIdentifier.NameOf(query.Level)));
        _constant.Add(Ascii(Tags.RetrieveAETitle, request.RetrieveAeTitle));
        foreach (var requested in query.Requested)
            Plan(requested);
        foreach (var unique in QueryIdentifier.UpperKeys(query.Model, query.Level))
        {
            if (!query.Requested.Contains(unique))
                Plan(new Element(unique, ElementDictionary.GetVr(unique), ReadOnlyMemory<byte>.Empty));
        }
    }

    public DataSet Make(FindRow row)
    {
        var answer = new DataSet();
        foreach (var element in _constant)
            answer.Set(element);
        foreach (var empty in _computed)
            answer.Set(ComputedAttributes.Of(empty.Tag, row) is { Length: > 0 } value ? new Element(empty.Tag, empty.Vr, Encoding.ASCII.GetBytes(value)) : empty);

        _found.Clear();
        var needsDeclaration = false;
        foreach (var asked in _held)
        {
            if (asked.Find(row, out var level) is { } element)
            {
                answer.Set(element);
                _found.Add((element, level!));
                needsDeclaration |= EncodedText.NeedsDeclaration(element);
            }
            else if (asked.Empty is { } empty)
            {
                answer.Set(empty);
            }
        }

        if (_query.Offset is { } offset)
            AnswerTimes.Adjust(answer, _found, offset);
        if (needsDeclaration)
            _characterSet.Apply(answer, _found.ConvertAll(found => (found.Element, found.Level.CharacterSet)));
        return answer;
    }

    private void Plan(Element requested)
    {
        var tag = requested.Tag;
        if (!DictionaryVr.IsAllowed(tag) || tag == Tags.SpecificCharacterSet || tag == Tags.QueryRetrieveLevel || tag == Tags.RetrieveAETitle)
            return;
        if (tag == Tags.InstanceAvailability)
            _constant.Add(Ascii(tag, "ONLINE"));
        else if (tag == Tags.TimezoneOffsetFromUTC)
            PlanOffset(requested);
        else if (tag.IsPrivateCreator)
            _constant.Add(requested); // or the elements of its block would be nobody's
        else if (!QueryAttributes.IsKnown(tag, _query.Level))
            _constant.Add(SequenceAnswer.EmptyOf(requested));
        else if (ComputedAttributes.LevelOf(tag) is not null)
            _computed.Add(SequenceAnswer.EmptyOf(requested));
        else
            _held.Add(new AskedAttribute(requested, SequenceAnswer.EmptyOf(requested), [.. _query.Keys.OfType<SequenceKey>().Where(key => key.Tag == tag)]));
    }

    /// <summary>It is never sent empty, and a patient has none.</summary>
    private void PlanOffset(Element requested)
    {
        if (QueryAttributes.IsKnown(requested.Tag, _query.Level))
            _held.Add(new AskedAttribute(requested, null, []));
    }

    private static Element Ascii(Tag tag, string value) => new(tag, ElementDictionary.GetVr(tag), Encoding.ASCII.GetBytes(value));
}
