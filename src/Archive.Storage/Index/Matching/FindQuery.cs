using Archive.Protocol.Data;

namespace Archive.Storage.Index.Matching;

/// <summary>A C-FIND identifier, read: what has to match, and what was asked for.</summary>
/// <param name="Keys">All of them have to match.</param>
/// <param name="Requested">The identifier itself: every element of it comes back in every answer.</param>
/// <param name="Offset">The offset from UTC at which the query is written and answered, where that was negotiated; else null.</param>
internal sealed record FindQuery(InformationModel Model, QueryLevel Level, IReadOnlyList<QueryKey> Keys, DataSet Requested, TimeSpan? Offset = null)
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

        TimeSpan? offset = request.Features.HasFlag(QueryFeatures.TimezoneAdjustment)
            && Moment.TryReadOffset(identifier.GetString(Tags.TimezoneOffsetFromUTC), out var given) ? given : null;
        var keys = new QueryKeyParser(request.Features, offset)
            .Parse(identifier, tag => !QueryAttributes.IsOfEveryAnswer(tag) && QueryAttributes.IsKnown(tag, level));
        return new FindQuery(request.Model, level, keys, identifier, offset);
    }
}
