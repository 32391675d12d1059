using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Workflow.Worklist;

/// <summary>
/// A worklist query, read: which facts can match, whether an item does, and what of it is answered (PS3.4 K.2.2, K.4.1.1.3). Start date and time that are
/// both ranges are one range of instants (PS3.4 K.6.1.2.2). Not for several threads.
/// </summary>
public sealed class WorklistQuery
{
    private readonly WorklistRequest _request;
    private readonly AnswerCharacterSet _characterSet;
    private readonly List<QueryKey> _keys;
    private readonly List<QueryKey> _stepKeys = [];
    private readonly StationKey _station;
    private readonly Element? _requestedStep;

    /// <exception cref="InvalidQueryException">A key cannot be read.</exception>
    public WorklistQuery(WorklistRequest request)
    {
        var identifier = request.Identifier;
        _request = request;
        _characterSet = AnswerCharacterSet.For(request.CharacterSets, identifier);
        var parser = new QueryKeyParser(QueryFeatures.CombinedDateTime, offset: null);
        _keys = parser.Parse(identifier, WorklistAttributes.IsKey);
        if (identifier.TryGet(Tags.ScheduledProcedureStepSequence, out _requestedStep) && _requestedStep.Items is [var step, ..])
            _stepKeys = parser.Parse(step, WorklistAttributes.IsStepKey);
        var station = _stepKeys.Find(key => key.Tag == Tags.ScheduledStationAETitle);
        _stepKeys.Remove(station!);
        _station = new StationKey(station, request.Aliases);
        Conditions = WorklistConditions.Of(_keys, _stepKeys, _station);
    }

    /// <summary>What terms of an item that matches have to be, the most selective first; items that match are among those of which they are.</summary>
    public IReadOnlyList<FactCondition> Conditions { get; }

    /// <summary>A key is asked for that matches nothing, which pending responses say with FF01 (PS3.4 K.4.1.1.4).</summary>
    public bool HasUnsupportedKeys => WorklistAttributes.HasUnknown(_request.Identifier);

    /// <summary>True for an attribute that stands in the item of Scheduled Procedure Step Sequence (0040,0100).</summary>
    public static bool IsOfStep(Tag tag) => WorklistAttributes.IsStepKey(tag);

    /// <param name="item">One that <see cref="WorklistItem"/> made.</param>
    public bool Matches(DataSet item)
    {
        var step = WorklistItem.StepOf(item);
        return RowMatcher.Matches(_keys, item, offset: null) && RowMatcher.Matches(_stepKeys, step, offset: null) && _station.Matches(step);
    }

    /// <summary>
    /// What was asked for and nothing else: empty where the item does not have it, but for what no answer may be without (PS3.4 K.6.1.2.2, return key type 1),
    /// which every item has.
    /// </summary>
    public DataSet Answer(DataSet item)
    {
        var answer = new DataSet();
        var found = new List<(Element Element, CharacterSet CameIn)>();
        foreach (var requested in _request.Identifier)
        {
            if (Find(requested, item) is not { } element)
                continue;
            answer.Set(element);
            found.Add((element, item.CharacterSet));
        }

        if (found.Exists(entry => EncodedText.NeedsDeclaration(entry.Element)))
            _characterSet.Apply(answer, found);
        return answer;
    }

    private Element? Find(Element requested, DataSet item)
    {
        var tag = requested.Tag;
        if (!DictionaryVr.IsAllowed(tag) || tag == Tags.SpecificCharacterSet)
            return null;
        if (tag.IsPrivateCreator)
            return requested; // or the elements of its block would be nobody's
        if (tag == Tags.ScheduledProcedureStepSequence)
            return Element.Sequence(tag, [SelectStep(WorklistItem.StepOf(item), requested)]);
        if (!item.TryGet(tag, out var element))
            return tag == Tags.TimezoneOffsetFromUTC ? null : SequenceAnswer.EmptyOf(requested); // which is never sent empty
        return SequenceAnswer.Select(element, requested, [.. _keys.OfType<SequenceKey>().Where(key => key.Tag == tag)], null);
    }

    private DataSet SelectStep(DataSet step, Element requested)
    {
        var selected = requested.Items is [{ Count: > 0 } keys, ..] ? SequenceAnswer.Select(step, keys) : step.With(step);
        if (selected.Contains(Tags.ScheduledStationAETitle) && _station.AnswerFor(step, _request.Station) is { } title)
            selected.SetString(Tags.ScheduledStationAETitle, title);
        return selected;
    }
}
