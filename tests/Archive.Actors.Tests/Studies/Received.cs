using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;

namespace Archive.Actors.Tests.Studies;

/// <summary>Objects as a study receives them, invented.</summary>
internal static class Received
{
    public static readonly StudyInstanceUid Study = new("1.2.3");

    public static readonly DateTimeOffset At = new(2026, 1, 5, 10, 15, 0, TimeSpan.Zero);

    public static ObjectDescription Object(int instance, string series = "1.2.3.1", string modality = "CT", string patientId = "P1", string issuer = "") =>
        ObjectDescription.TryFrom(
            new DataSet()
                .SetString(Tags.SOPClassUID, SopClasses.CTImageStorage.Value)
                .SetString(Tags.SOPInstanceUID, $"{series}.{instance}")
                .SetString(Tags.PatientID, patientId)
                .SetString(Tags.IssuerOfPatientID, issuer)
                .SetString(Tags.Modality, modality)
                .SetString(Tags.StudyInstanceUID, Study.Value)
                .SetString(Tags.SeriesInstanceUID, series),
            out var description, out var problem)
            ? description
            : throw new InvalidOperationException(problem);

    public static InstanceStorage Storage(long offset, uint crc = 1) =>
        new(new BlobRef(1, offset, 300, 1000, crc), TransferSyntax.ExplicitVrLittleEndian.Uid, At, "MODALITY1");
}
