using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Tests.Workflow.Commitment;

/// <summary>A result as a modality is told it.</summary>
internal sealed record ReceivedReport(ushort? EventType, string TransactionUid, string? RetrieveAeTitle, IReadOnlyList<string> Safe, IReadOnlyDictionary<string, int> Failed)
{
    public static ReceivedReport Read(NEventReportRequest request, DataSet information) => new(
        request.EventTypeId,
        information.GetString(Tags.TransactionUID)!,
        information.GetString(Tags.RetrieveAETitle),
        [.. information.GetItems(Tags.ReferencedSOPSequence).Select(item => item.GetString(Tags.ReferencedSOPInstanceUID)!)],
        information.GetItems(Tags.FailedSOPSequence).ToDictionary(
            item => item.GetString(Tags.ReferencedSOPInstanceUID)!, item => item.GetInt32(Tags.FailureReason)!.Value));
}
