using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>The N-EVENT-REPORT of a result (PS3.4 J.3.3).</summary>
internal static class CommitmentReport
{
    /// <summary>The well-known instance of the SOP class.</summary>
    public static readonly Uid Instance = new("1.2.840.10008.1.20.1.1");

    public static NEventReportRequest RequestOf(ushort eventType) => new()
    {
        MessageId = 0,
        AffectedSopClassUid = SopClasses.StorageCommitmentPushModel,
        AffectedSopInstanceUid = Instance,
        EventTypeId = eventType,
    };

    /// <summary>What another try would not change: the peer does not know the event, the argument, the class or the operation, or has no room for it.</summary>
    public static bool IsFinal(DimseStatus status) => status == DimseStatus.NoSuchEventType || status == DimseStatus.InvalidArgumentValue
        || status == DimseStatus.NoSuchSopClass || status == DimseStatus.UnrecognizedOperation || status == DimseStatus.ResourceLimitation;

    /// <param name="references">The list of the transaction.</param>
    /// <param name="retrieveAeTitle">Null: none is named.</param>
    public static DataSet InformationOf(
        string transactionUid, IEnumerable<CommitmentReference> references, IReadOnlyDictionary<int, int> failures, string? retrieveAeTitle)
    {
        var (safe, failed) = (new List<DataSet>(), new List<DataSet>());
        foreach (var (i, reference) in references.Index())
        {
            var item = new DataSet()
                .SetString(Tags.ReferencedSOPClassUID, reference.SopClass.Value)
                .SetString(Tags.ReferencedSOPInstanceUID, reference.Instance.Value);
            if (failures.TryGetValue(i, out var reason))
                failed.Add(item.SetUInt16(Tags.FailureReason, (ushort)reason));
            else
                safe.Add(item);
        }

        var information = new DataSet().SetString(Tags.TransactionUID, transactionUid);
        if (retrieveAeTitle is not null)
            information.SetString(Tags.RetrieveAETitle, retrieveAeTitle);
        if (safe.Count > 0)
            information.SetItems(Tags.ReferencedSOPSequence, safe);
        if (failed.Count > 0)
            information.SetItems(Tags.FailedSOPSequence, failed);
        return information;
    }
}
