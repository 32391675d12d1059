using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Workflow.Worklist;
using Microsoft.AspNetCore.Http;

namespace Archive.Node.Http;

/// <summary>Reads the filters of a list: keys by keyword or tag, matched as those of a worklist query (PS3.4 C.2.2.2); those of the step are known as such.</summary>
internal static class WorklistFilters
{
    private static readonly string[] Others = ["after", "limit", "order", "state"];

    /// <exception cref="RequestProblemException">One cannot be read.</exception>
    public static WorklistQuery Read(IQueryCollection query)
    {
        var (identifier, step) = (new DataSet(), new DataSet());
        foreach (var (name, values) in query)
        {
            if (Others.Contains(name))
                continue;
            if (!ElementDictionary.TryFind(name, out var tag) || !ElementDictionary.GetVr(tag).IsText())
                throw new RequestProblemException(StatusCodes.Status400BadRequest, $"{name} is no filter: give keywords of attributes with text, {string.Join(", ", Others)}.");
            (WorklistQuery.IsOfStep(tag) ? step : identifier).Set(tag, ElementDictionary.GetVr(tag), CharacterSet.Utf8.Encode(values.ToString(), ElementDictionary.GetVr(tag), out _));
        }

        identifier.SetStrings(Tags.SpecificCharacterSet, [.. CharacterSet.Utf8.DefinedTerms]).SetItems(Tags.ScheduledProcedureStepSequence, step);
        try
        {
            return new WorklistQuery(new WorklistRequest(identifier) { Station = string.Empty });
        }
        catch (InvalidQueryException invalid)
        {
            throw new RequestProblemException(StatusCodes.Status400BadRequest, invalid.Message);
        }
    }
}
