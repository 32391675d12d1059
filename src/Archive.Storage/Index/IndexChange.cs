using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Storage.Index;

/// <summary>A change of index rows, made by the one writer of an entity and committed with the events it follows from.</summary>
public abstract record IndexChange
{
    /// <summary>Whose rows they are, for messages.</summary>
    public abstract string Owner { get; }
}

/// <summary>A change of the rows of a study.</summary>
public abstract record StudyChange(StudyInstanceUid Study) : IndexChange
{
    public sealed override string Owner => $"study {Study}";
}

/// <summary>The study's first object came.</summary>
public sealed record AddStudy(StudyInstanceUid Study, StudyAttributes Attributes) : StudyChange(Study);

/// <summary>A series' first object came.</summary>
public sealed record AddSeries(StudyInstanceUid Study, SeriesAttributes Attributes) : StudyChange(Study);

/// <summary>An object came.</summary>
public sealed record AddInstance(
    StudyInstanceUid Study, SeriesInstanceUid Series, InstanceAttributes Attributes, InstanceStorage Storage) : StudyChange(Study);

/// <summary>
/// An object that is there takes other content. What it was becomes a version; content that was a version is one no longer.
/// </summary>
public sealed record ReplaceInstance(
    StudyInstanceUid Study, SeriesInstanceUid Series, InstanceAttributes Attributes, InstanceStorage Storage) : StudyChange(Study);

/// <summary>The bytes of a current object have moved.</summary>
public sealed record RelocateInstance(StudyInstanceUid Study, SopInstanceUid Instance, BlobRef Blob) : StudyChange(Study);

/// <summary>An object came under the UID of one that stays the current one.</summary>
public sealed record AddVersion(
    StudyInstanceUid Study, SeriesInstanceUid Series, SopInstanceUid Instance, Uid SopClass, InstanceStorage Storage) : StudyChange(Study);

/// <summary>The bytes of a version have moved.</summary>
public sealed record RelocateVersion(StudyInstanceUid Study, BlobRef From, BlobRef To) : StudyChange(Study);

/// <summary>The study's counts and lists after the events of this append; the last of a transaction wins.</summary>
public sealed record SetStudySummary(
    StudyInstanceUid Study, int SeriesCount, int InstanceCount, IReadOnlyList<string> ModalitiesInStudy, IReadOnlyList<string> SopClassesInStudy)
    : StudyChange(Study);

/// <summary>The series' count after the events of this append; the last of a transaction wins.</summary>
public sealed record SetSeriesSummary(StudyInstanceUid Study, SeriesInstanceUid Series, int InstanceCount) : StudyChange(Study);
