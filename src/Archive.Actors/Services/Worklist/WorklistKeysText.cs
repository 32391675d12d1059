using Archive.Protocol.Data;

namespace Archive.Actors.Services.Worklist;

/// <summary>The keys of a query that restrict it, as a line of the log shows them: names only, as values may be patient data.</summary>
internal readonly struct WorklistKeysText(DataSet identifier)
{
    public override string ToString()
    {
        var step = identifier.GetItems(Tags.ScheduledProcedureStepSequence) is [var first, ..] ? first : new DataSet();
        var keys = identifier.Concat(step)
            .Where(element => !element.Value.IsEmpty && element.Tag != Tags.SpecificCharacterSet)
            .Select(element => ElementDictionary.TryGet(element.Tag, out var entry) ? entry.Keyword : element.Tag.ToString());
        return string.Join(", ", keys.DefaultIfEmpty("no key"));
    }
}
