using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Workflow;

namespace Archive.Storage.Journal;

/// <summary>The ids under which entities stand in the journal.</summary>
public static class JournalEntity
{
    private const string StudyPrefix = "study/";
    private const string DocumentPrefix = "document/";

    private static readonly FactKind[] FactKinds = Enum.GetValues<FactKind>();

    /// <summary><c>study/</c> and the Study Instance UID.</summary>
    public static string OfStudy(StudyInstanceUid study) => StudyPrefix + study.Value;

    /// <summary>The study of an id that <see cref="OfStudy"/> made.</summary>
    /// <exception cref="ArgumentException">The id is of no study.</exception>
    public static StudyInstanceUid StudyOf(string entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return entity.StartsWith(StudyPrefix, StringComparison.Ordinal)
            ? new StudyInstanceUid(entity[StudyPrefix.Length..])
            : throw new ArgumentException($"'{entity}' is the id of no study.", nameof(entity));
    }

    /// <summary>True of an id that <see cref="OfStudy"/> made.</summary>
    public static bool IsStudy(string entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return entity.StartsWith(StudyPrefix, StringComparison.Ordinal);
    }

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

    /// <summary>True of the entity of a reserved study (<see cref="ReservedStudies"/>), of which the journal keeps its last event only.</summary>
    public static bool IsReserved(string entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return entity.StartsWith(StudyPrefix, StringComparison.Ordinal) && ReservedStudies.Contains(entity.AsSpan(StudyPrefix.Length));
    }

    private static string PrefixOf(FactKind kind) => kind switch
    {
        FactKind.WorklistItem => "order/",
        FactKind.PerformedStep => "step/",
        FactKind.Commitment => "commitment/",
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Facts of this kind have no entities."),
    };
}
