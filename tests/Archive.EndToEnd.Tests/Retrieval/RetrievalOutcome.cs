using Archive.EndToEnd.Tests.Queries;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.EndToEnd.Tests.Retrieval;

/// <summary>The responses to a C-MOVE.</summary>
/// <param name="Pending">In the order in which they came.</param>
/// <param name="Failed">Failed SOP Instance UID List (0008,0058) of the last one.</param>
internal sealed record RetrievalOutcome(IReadOnlyList<CMoveResponse> Pending, CMoveResponse Last, IReadOnlyList<string> Failed)
{
    public static async Task<RetrievalOutcome> MoveAsync(
        NodeProcess node, string destination, DataSet identifier, InformationModel model = InformationModel.StudyRoot, string calling = "TESTER")
    {
        await using var association = await ScuAssociation.ConnectAsync(node.Call(calling).Propose(model.Move(), TransferSyntax.ExplicitVrLittleEndian));
        var pending = new List<CMoveResponse>();
        DimseMessage<CMoveResponse>? last = null;
        await foreach (var message in association.MoveAsync(model.Move(), destination, identifier))
        {
            if (message.Response.Status.IsPending)
                pending.Add(message.Response);
            else
                last = message;
        }

        await association.ReleaseAsync();
        var failed = last!.Response.HasDataSet ? last.ReadDataSet().GetStrings(Tags.FailedSOPInstanceUIDList) : [];
        return new RetrievalOutcome(pending, last.Response, failed);
    }

    /// <summary>Fails unless the final counters are these, and those of every pending response add up to the same and only go forward.</summary>
    public void AssertCounted(int completed, int failed, int warnings = 0)
    {
        Assert.Equal<(int?, int?, int?)>((completed, failed, warnings), (Last.NumberOfCompletedSuboperations, Last.NumberOfFailedSuboperations, Last.NumberOfWarningSuboperations));
        Assert.Null(Last.NumberOfRemainingSuboperations);
        Assert.Equal(failed, Failed.Count);
        var remaining = completed + failed + warnings;
        foreach (var response in Pending)
        {
            Assert.Equal(
                completed + failed + warnings,
                response.NumberOfRemainingSuboperations + response.NumberOfCompletedSuboperations + response.NumberOfFailedSuboperations + response.NumberOfWarningSuboperations);
            Assert.InRange((int)response.NumberOfRemainingSuboperations!, 0, remaining);
            remaining = (int)response.NumberOfRemainingSuboperations!;
        }
    }
}
