using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>An instance and where it is kept.</summary>
public sealed record StoredInstance(
    StudyInstanceUid Study, SeriesInstanceUid Series, SopInstanceUid Instance, Uid SopClass, InstanceStorage Storage);
