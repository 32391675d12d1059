using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>An instance and where it is kept.</summary>
/// <param name="Series">The series that it names; a version may name another one than the current instance.</param>
public sealed record StoredInstance(
    StudyInstanceUid Study, SeriesInstanceUid Series, SopInstanceUid Instance, Uid SopClass, InstanceStorage Storage)
{
    /// <summary>The one that is found and retrieved; false for its other versions.</summary>
    public bool IsCurrent { get; init; } = true;
}
