using Archive.Protocol.Data;
using Archive.Storage.Workflow.Worklist;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>Patient ID (0010,0020) and Issuer of Patient ID (0010,0021); an issuer that is null or unknown to an item is any.</summary>
public readonly record struct PatientIdentifier(string Id, string? Issuer = null)
{
    /// <summary>Whom a data set is of.</summary>
    public static PatientIdentifier In(DataSet dataSet) => new(
        WorklistItem.TextOf(dataSet, Tags.PatientID), WorklistItem.TextOf(dataSet, Tags.IssuerOfPatientID) is { Length: > 0 } issuer ? issuer : null);

    public bool IsOf(DataSet item)
    {
        var other = In(item);
        return Id.Length > 0 && Id == other.Id && (Issuer is null || other.Issuer is null || Issuer == other.Issuer);
    }
}
