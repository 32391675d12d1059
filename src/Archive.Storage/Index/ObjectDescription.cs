using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>What the index keeps of one object: the attributes of its study, its series and itself.</summary>
public sealed record ObjectDescription(StudyAttributes Study, SeriesAttributes Series, InstanceAttributes Instance);

/// <summary>Attributes of the patient and study levels. Columns hold decoded text; <paramref name="Encoded"/> the rest.</summary>
/// <param name="Encoded">All patient- and study-level attributes of the object, an Explicit VR Little Endian data set with its own (0008,0005).</param>
public sealed record StudyAttributes(
    StudyInstanceUid Study, PatientKey Patient, string PatientName, string PatientBirthDate, string PatientSex, string StudyDate, string StudyTime,
    string AccessionNumber, string StudyId, string StudyDescription, string ReferringPhysicianName, ReadOnlyMemory<byte> Encoded);

/// <summary>Attributes of the series level.</summary>
/// <param name="Encoded">All series-level attributes of the object, an Explicit VR Little Endian data set with its own (0008,0005).</param>
public sealed record SeriesAttributes(
    SeriesInstanceUid Series, string Modality, string SeriesNumber, string SeriesDate, string SeriesTime, string SeriesDescription,
    string BodyPartExamined, ReadOnlyMemory<byte> Encoded);

/// <summary>Attributes of the instance level.</summary>
/// <param name="Encoded">All instance-level attributes of the object, an Explicit VR Little Endian data set with its own (0008,0005).</param>
public sealed record InstanceAttributes(SopInstanceUid Instance, Uid SopClass, string InstanceNumber, ReadOnlyMemory<byte> Encoded);
