using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>Other data of a patient, in all of his open items (HL7 A08).</summary>
/// <param name="Patient">
/// Patient ID (0010,0020), Issuer of Patient ID (0010,0021) where it is known, and the attributes that change; only those of the patient are taken.
/// </param>
public sealed record ChangePatient(string Source, DataSet Patient) : OrderChange(Source);
