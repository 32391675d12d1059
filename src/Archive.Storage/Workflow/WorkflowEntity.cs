namespace Archive.Storage.Workflow;

/// <summary>The ids under which facts and documents stand in the journal, beside studies.</summary>
public static class WorkflowEntity
{
    private const string DocumentPrefix = "document/";

    private static readonly FactKind[] FactKinds = Enum.GetValues<FactKind>();

    /// <summary><c>order/</c>, <c>step/</c> or <c>commitment/</c>, and the fact's id.</summary>
    public static string OfFact(FactKind kind, string id) => PrefixOf(kind) + id;

    /// <summary>False when the id is of no fact that this version knows.</summary>
    public static bool TryGetFact(string entity, out FactKind kind, out string id)
    {
        ArgumentNullException.ThrowIfNull(entity);
        foreach (var known in FactKinds)
        {
            var prefix = PrefixOf(known);
            if (!entity.StartsWith(prefix, StringComparison.Ordinal))
                continue;
            (kind, id) = (known, entity[prefix.Length..]);
            return true;
        }

        (kind, id) = (default, string.Empty);
        return false;
    }

    /// <summary><c>document/</c> and its id: an entity of one event.</summary>
    public static string OfDocument(string id) => DocumentPrefix + id;

    /// <summary>False when the id is of no document.</summary>
    public static bool TryGetDocument(string entity, out string id)
    {
        ArgumentNullException.ThrowIfNull(entity);
        var isDocument = entity.StartsWith(DocumentPrefix, StringComparison.Ordinal);
        id = isDocument ? entity[DocumentPrefix.Length..] : string.Empty;
        return isDocument;
    }

    private static string PrefixOf(FactKind kind) => kind switch
    {
        FactKind.WorklistItem => "order/",
        FactKind.PerformedStep => "step/",
        FactKind.Commitment => "commitment/",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Facts of this kind have no entities."),
    };
}
