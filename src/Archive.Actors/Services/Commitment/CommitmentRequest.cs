using Archive.Actors.Workflow.Commitment;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Commitment;

/// <summary>The action information of a request for commitment (PS3.4 J.3.2.1.1).</summary>
internal sealed record CommitmentRequest(Uid TransactionUid, IReadOnlyList<CommitmentReference> References)
{
    /// <returns>The request; else the status that refuses it, and why.</returns>
    public static (CommitmentRequest? Request, DimseStatus Status, string Problem) Read(DataSet information, int maxReferences)
    {
        var transactionUid = information.GetUid(Tags.TransactionUID);
        if (transactionUid.IsEmpty)
            return Refuse(DimseStatus.InvalidArgumentValue, "Transaction UID (0008,1195) is missing or no UID.");
        var items = information.GetItems(Tags.ReferencedSOPSequence);
        if (items.Count == 0)
            return Refuse(DimseStatus.InvalidArgumentValue, "Referenced SOP Sequence (0008,1199) is empty.");
        if (items.Count > maxReferences)
            return Refuse(DimseStatus.ResourceLimitation, $"More than {maxReferences} references in one request.");
        var references = new CommitmentReference[items.Count];
        for (var i = 0; i < references.Length; i++)
        {
            var (sopClass, instance) = (items[i].GetUid(Tags.ReferencedSOPClassUID), items[i].GetUid(Tags.ReferencedSOPInstanceUID));
            if (sopClass.IsEmpty || instance.IsEmpty)
                return Refuse(DimseStatus.InvalidArgumentValue, $"Item {i + 1} of the sequence lacks a class or instance UID.");
            references[i] = new CommitmentReference(sopClass, new SopInstanceUid(instance));
        }

        return (new CommitmentRequest(transactionUid, references), DimseStatus.Success, "");
    }

    private static (CommitmentRequest?, DimseStatus, string) Refuse(DimseStatus status, string problem) => (null, status, problem);
}
