using Archive.Protocol.Data;
using Archive.Storage.Blobs;

namespace Archive.Storage.Journal.Events;

/// <summary>
/// What happened to a study, as the journal keeps it. A property may be added with a default; anything else is a new
/// version of the type. UIDs are plain text in the journal.
/// </summary>
public abstract record StudyEvent;

/// <summary>An object was stored.</summary>
/// <param name="Modality">Of the series, with its first object; null otherwise, and in events written before it was added.</param>
/// <param name="PatientId">Of the study's patient, with its first object; null as <paramref name="Modality"/>.</param>
/// <param name="IssuerOfPatientId">As <paramref name="PatientId"/>.</param>
public sealed record InstanceStored(
    string Series, string Instance, string SopClass, string TransferSyntax, BlobRef Blob, string Source, DateTimeOffset ReceivedAt,
    string? Modality = null, string? PatientId = null, string? IssuerOfPatientId = null) : StudyEvent;

/// <summary>An object came again with the same bytes.</summary>
/// <param name="Received">Where what came lay until it was released; null in events written before it was added.</param>
public sealed record DuplicateReceived(string Instance, string Source, DateTimeOffset ReceivedAt, BlobRef? Received = null) : StudyEvent;

/// <summary>An object came again with other bytes.</summary>
/// <param name="Stored">Where the bytes lie that were there.</param>
/// <param name="ReceivedLength">Length in bytes of the data set that came.</param>
/// <param name="ReceivedCrc32C">CRC-32C of the data set that came.</param>
/// <param name="Resolution">What was done.</param>
/// <param name="Received">Where what was refused lay until it was released; null when it is kept, and in events written before it was added.</param>
public sealed record ConflictReported(
    string Instance, BlobRef Stored, long ReceivedLength, uint ReceivedCrc32C, DuplicatePolicy Resolution, string Source, DateTimeOffset ReceivedAt,
    BlobRef? Received = null) : StudyEvent;

/// <summary>An object took other content (policy Replace).</summary>
/// <param name="Replaced">What it was.</param>
/// <param name="KeepsReplaced">What it was is a version since. Events written before there were versions released it.</param>
/// <param name="WasVersion">Its content was a version, and is none since.</param>
/// <param name="Received">Where what came lay, when its content was a version; null otherwise, and in events written before it was added.</param>
public sealed record InstanceReplaced(
    string Series, string Instance, string SopClass, string TransferSyntax, BlobRef Blob, BlobRef Replaced, string Source, DateTimeOffset ReceivedAt,
    bool KeepsReplaced = false, bool WasVersion = false, BlobRef? Received = null) : StudyEvent;

/// <summary>An object came under the UID of one that stays the current one, and is kept beside it.</summary>
public sealed record VersionKept(
    string Series, string Instance, string SopClass, string TransferSyntax, BlobRef Blob, string Source, DateTimeOffset ReceivedAt) : StudyEvent;

/// <summary>An object came again whose kept copy was damaged: what came takes the place of that copy, current or not.</summary>
/// <param name="Damaged">Where the damaged copy lies.</param>
public sealed record InstanceHealed(string Instance, BlobRef Damaged, BlobRef Blob, string Source, DateTimeOffset ReceivedAt) : StudyEvent;

/// <summary>An object came that names another patient than the study's first object.</summary>
public sealed record PatientConflictReported(
    string Instance, string PatientId, string IssuerOfPatientId, string ReceivedPatientId, string ReceivedIssuerOfPatientId, string Source,
    DateTimeOffset ReceivedAt) : StudyEvent;

/// <summary>A current object's bytes have moved.</summary>
public sealed record InstanceMoved(string Instance, BlobRef Blob) : StudyEvent;

/// <summary>The bytes of a version have moved.</summary>
public sealed record VersionMoved(string Instance, BlobRef From, BlobRef Blob) : StudyEvent;
