using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>A C-FIND identifier, read: what has to match, and what was asked for.</summary>
/// <param name="Keys">All of them have to match.</param>
/// <param name="Requested">The identifier itself: every element of it comes back in every answer.</param>
internal sealed record FindQuery(InformationModel Model, QueryLevel Level, IReadOnlyList<QueryKey> Keys, DataSet Requested)
{
    /// <summary>True when counts of the patient are asked for, which no other query pays for: rows then need a <see cref="PatientRow"/>.</summary>
    public bool AsksForPatientCounts => Requested.Contains(Tags.NumberOfPatientRelatedStudies)
        || Requested.Contains(Tags.NumberOfPatientRelatedSeries) || Requested.Contains(Tags.NumberOfPatientRelatedInstances);

    /// <exception cref="InvalidQueryException">It is no query of its model and level.</exception>
    public static FindQuery Parse(FindRequest request)
    {
        var identifier = request.Identifier;
        var level = QueryIdentifier.ReadLevel(identifier, request.Model);
        if (!request.Features.HasFlag(QueryFeatures.Relational))
        {
            foreach (var upper in QueryIdentifier.UpperKeys(request.Model, level))
                _ = QueryIdentifier.ReadSingle(identifier, upper, level);
        }

        var keys = new List<QueryKey>();
        foreach (var element in identifier)
        {
            if (QueryAttributes.IsKnown(element.Tag, level) && QueryKeyParser.Parse(element.Tag, identifier.GetStrings(element.Tag)) is { } key)
                keys.Add(key);
        }

        return new FindQuery(request.Model, level, keys, identifier);
    }
}
