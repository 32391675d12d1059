using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Storage.Journal;

/// <summary>The ids under which studies stand in the journal.</summary>
public static class JournalEntity
{
    private const string StudyPrefix = "study/";

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

    /// <summary>True of the entity of a reserved study (<see cref="ReservedStudies"/>), of which the journal keeps its last event only.</summary>
    public static bool IsReserved(string entity)
    {
        ArgumentNullException.ThrowIfNull(entity);
        return entity.StartsWith(StudyPrefix, StringComparison.Ordinal) && ReservedStudies.Contains(entity.AsSpan(StudyPrefix.Length));
    }
}
