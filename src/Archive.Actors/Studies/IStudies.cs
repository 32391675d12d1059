using Archive.Actors.Entities;

namespace Archive.Actors.Studies;

/// <summary>
/// All studies, as the rest of the archive knows them. A command is told again within the deadline while its outcome is not
/// known or the study starts anew. May be called from any thread.
/// </summary>
public interface IStudies
{
    /// <summary>Records an object. When it returns, the decision is on stable storage.</summary>
    /// <exception cref="EntityFailedException">It was not recorded, or nobody knows.</exception>
    Task<RecordResult> RecordAsync(RecordInstance command, CancellationToken cancellationToken);

    /// <summary>Lets a study refer to a copy that compaction made.</summary>
    /// <returns>True when the copy is referred to now, false when nothing refers to either.</returns>
    /// <exception cref="EntityFailedException">The study does not refer to the copy, or nobody knows.</exception>
    Task<bool> MoveAsync(MoveBlob command, CancellationToken cancellationToken);
}
