using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Worklist;

/// <summary>A station takes a step from the worklist, performs it, and is not shown it any more.</summary>
[Collection(nameof(WorklistGroup))]
public sealed class WorklistPerformedTests(WorklistFixture worklist)
{
    private static readonly Uid PerformedStep = SopClasses.ModalityPerformedProcedureStep;

    [Theory]
    [Requirement("VEREOS-35")]
    [Requirement("OASIS-37")]
    [InlineData("COMPLETED")]
    [InlineData("DISCONTINUED")]
    public async Task A_step_is_started_while_it_is_performed_and_leaves_the_list_with_its_end(string end)
    {
        var station = $"MPPS-{end[..4]}";
        var item = WorklistFixture.Item(station);
        await worklist.OrderAsync(item);
        var query = new DataSet().SetString(Tags.StudyInstanceUID, "").SetString(Tags.AccessionNumber, item.GetString(Tags.AccessionNumber)!)
            .SetString(Tags.RequestedProcedureID, "").SetItems(
                Tags.ScheduledProcedureStepSequence, new DataSet().SetString(Tags.ScheduledProcedureStepID, "").SetString(Tags.ScheduledProcedureStepStatus, ""));
        var (_, answer) = Assert.Single(await worklist.FindAsync(station, query));
        Assert.Equal("SCHEDULED", StatusOf(answer));
        var performed = new Uid($"2.25.{Random.Shared.NextInt64(1, long.MaxValue)}");

        await using var association = await ScuAssociation.ConnectAsync(worklist.Node.Call(station).Propose(PerformedStep, TransferSyntax.ImplicitVrLittleEndian));
        Assert.Equal(DimseStatus.Success, (await association.CreateAsync(PerformedStep, performed, Begin(station, answer))).Response.Status);
        await Wait.UntilAsync(
            async () => await worklist.FindAsync(station, query) is [var started] && StatusOf(started.Answer) == "STARTED", () => "the step to be shown as started");

        Assert.Equal(DimseStatus.Success, (await association.SetAsync(PerformedStep, performed, End(end))).Response.Status);
        await Wait.UntilAsync(async () => (await worklist.FindAsync(station, query)).Count == 0, () => "the step to leave the list");
        await association.ReleaseAsync();
    }

    private static string? StatusOf(DataSet answer) => answer.GetItems(Tags.ScheduledProcedureStepSequence)[0].GetString(Tags.ScheduledProcedureStepStatus);

    /// <summary>What the scanner copies from the worklist, and what it knows itself.</summary>
    private static DataSet Begin(string station, DataSet answer)
    {
        var scheduled = new DataSet().SetItems(Tags.ReferencedStudySequence, []).SetItems(Tags.ScheduledProtocolCodeSequence, [])
            .SetString(Tags.ScheduledProcedureStepID, answer.GetItems(Tags.ScheduledProcedureStepSequence)[0].GetString(Tags.ScheduledProcedureStepID)!)
            .SetString(Tags.RequestedProcedureDescription, "").SetString(Tags.ScheduledProcedureStepDescription, "");
        foreach (var tag in new[] { Tags.StudyInstanceUID, Tags.AccessionNumber, Tags.RequestedProcedureID })
            scheduled.SetString(tag, answer.GetString(tag)!);
        return new DataSet().SetItems(Tags.ScheduledStepAttributesSequence, scheduled)
            .SetString(Tags.PatientName, "").SetString(Tags.PatientID, "").SetString(Tags.PatientBirthDate, "").SetString(Tags.PatientSex, "")
            .SetItems(Tags.ReferencedPatientSequence, []).SetString(Tags.PerformedProcedureStepID, "PPS1").SetString(Tags.PerformedStationAETitle, station)
            .SetString(Tags.PerformedStationName, "").SetString(Tags.PerformedLocation, "").SetString(Tags.PerformedProcedureStepStartDate, "20260401")
            .SetString(Tags.PerformedProcedureStepStartTime, "090000").SetString(Tags.PerformedProcedureStepStatus, "IN PROGRESS")
            .SetString(Tags.PerformedProcedureStepDescription, "").SetString(Tags.PerformedProcedureTypeDescription, "").SetItems(Tags.ProcedureCodeSequence, [])
            .SetString(Tags.PerformedProcedureStepEndDate, "").SetString(Tags.PerformedProcedureStepEndTime, "").SetString(Tags.Modality, "CT")
            .SetString(Tags.StudyID, "").SetItems(Tags.PerformedProtocolCodeSequence, []).SetItems(Tags.PerformedSeriesSequence, []);
    }

    private static DataSet End(string status) => new DataSet().SetString(Tags.PerformedProcedureStepStatus, status)
        .SetString(Tags.PerformedProcedureStepEndDate, "20260401").SetString(Tags.PerformedProcedureStepEndTime, "091500")
        .SetItems(Tags.PerformedSeriesSequence, new DataSet()
            .SetString(Tags.PerformingPhysicianName, "").SetString(Tags.ProtocolName, "HEAD").SetString(Tags.OperatorsName, "").SetString(Tags.SeriesInstanceUID, "2.25.31")
            .SetString(Tags.SeriesDescription, "").SetString(Tags.RetrieveAETitle, "").SetItems(Tags.ReferencedImageSequence, [])
            .SetItems(Tags.ReferencedNonImageCompositeSOPInstanceSequence, []));
}
