using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>All open items of a patient are of another one from now on (HL7 A40).</summary>
/// <param name="From">Who is no more.</param>
/// <param name="Into">Who stays, as <see cref="ChangePatient.Patient"/>.</param>
public sealed record MergePatient(string Source, PatientIdentifier From, DataSet Into) : OrderChange(Source);
