using Archive.Protocol.Data;

namespace Archive.Storage.Journal;

/// <summary>
/// Studies as their index rows have them, which commit with their events: what the single writer of a study goes on from instead of its history.
/// </summary>
public interface IStudySnapshots
{
    /// <summary>What a study's single writer needs to go on; null when the study is unknown.</summary>
    ValueTask<StudySnapshot?> LoadStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default);

    /// <summary>How many instances and versions of instances a study has, which <see cref="LoadStudyAsync"/> would load; 0 when it is unknown.</summary>
    ValueTask<long> CountStudyAsync(StudyInstanceUid study, CancellationToken cancellationToken = default);
}
