using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Storage.Index;

/// <summary>A change of index rows, made by the one writer of a study and committed with the events it follows from.</summary>
public abstract record IndexChange(StudyInstanceUid Study);

/// <summary>The study's first object came.</summary>
public sealed record AddStudy(StudyInstanceUid Study, StudyAttributes Attributes) : IndexChange(Study);

/// <summary>A series' first object came.</summary>
public sealed record AddSeries(StudyInstanceUid Study, SeriesAttributes Attributes) : IndexChange(Study);

/// <summary>An object came.</summary>
public sealed record AddInstance(
    StudyInstanceUid Study, SeriesInstanceUid Series, InstanceAttributes Attributes, InstanceStorage Storage) : IndexChange(Study);

/// <summary>
/// An object that is there takes other content. What it was becomes a version; content that was a version is one no longer.
/// </summary>
public sealed record ReplaceInstance(
    StudyInstanceUid Study, SeriesInstanceUid Series, InstanceAttributes Attributes, InstanceStorage Storage) : IndexChange(Study);

/// <summary>The bytes of a current object have moved.</summary>
public sealed record RelocateInstance(StudyInstanceUid Study, SopInstanceUid Instance, BlobRef Blob) : IndexChange(Study);

/// <summary>An object came under the UID of one that stays the current one.</summary>
public sealed record AddVersion(
    StudyInstanceUid Study, SeriesInstanceUid Series, SopInstanceUid Instance, Uid SopClass, InstanceStorage Storage) : IndexChange(Study);

/// <summary>The bytes of a version have moved.</summary>
public sealed record RelocateVersion(StudyInstanceUid Study, BlobRef From, BlobRef To) : IndexChange(Study);

/// <summary>The study's counts and lists after the events of this append; the last of a transaction wins.</summary>
public sealed record SetStudySummary(
    StudyInstanceUid Study, int SeriesCount, int InstanceCount, IReadOnlyList<string> ModalitiesInStudy, IReadOnlyList<string> SopClassesInStudy)
    : IndexChange(Study);

/// <summary>The series' count after the events of this append; the last of a transaction wins.</summary>
public sealed record SetSeriesSummary(StudyInstanceUid Study, SeriesInstanceUid Series, int InstanceCount) : IndexChange(Study);
