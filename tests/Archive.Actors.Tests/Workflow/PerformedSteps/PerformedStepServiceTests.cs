using Archive.Actors.Tests.Associations;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Workflow;
using Archive.Testing;

namespace Archive.Actors.Tests.Workflow.PerformedSteps;

/// <summary>Performed procedure steps over associations, by the project's own client.</summary>
public sealed class PerformedStepServiceTests : AssociationTest
{
    private static readonly Uid Step = new("1.2.826.0.1.3680043.10.1489.7.20");

    [Fact]
    [Requirement("VEREOS-36")]
    [Requirement("VEREOS-37")]
    [Requirement("VEREOS-38")]
    [Requirement("VEREOS-39")]
    [Requirement("VEREOS-61")]
    [Requirement("OASIS-41")]
    [Requirement("OASIS-42")]
    [Requirement("OASIS-43")]
    [Requirement("OASIS-44")]
    [Requirement("OASIS-58")]
    [Requirement("BASICS-20")]
    public async Task A_step_is_created_changed_read_and_final_on_associations_of_their_own_while_images_come()
    {
        await using var steps = await StepArchive.StartAsync();

        var created = await steps.CreateAsync(default, syntax: TransferSyntax.ImplicitVrLittleEndian);
        var step = created.AffectedSopInstanceUid;
        Assert.Equal(DimseStatus.Success, created.Status);
        Assert.StartsWith("2.25.", step.Value, StringComparison.Ordinal);
        Assert.Equal(DimseStatus.Success, (await steps.CreateAsync(Step)).Status);

        var sent = TestObject.Ct();
        await using (var association = await steps.Archive.ConnectAsync())
        {
            var context = association.GetContext(sent.SopClass, TransferSyntax.ExplicitVrLittleEndian);
            Assert.Equal(DimseStatus.Success, (await association.StoreAsync(context, sent.Instance, sent.Bytes)).Status);
            Assert.True(await steps.Archive.HasAsync(sent));
            await association.ReleaseAsync();
        }

        Assert.Equal(DimseStatus.Success, (await steps.SetAsync(step, SampleStep.End(), TransferSyntax.ImplicitVrLittleEndian)).Status);

        var refused = await steps.SetAsync(step, SampleStep.End("DISCONTINUED"));
        Assert.Equal((DimseStatus.ProcessingFailure, (ushort)0xA710), (refused.Status, refused.ErrorId));
        Assert.Equal("Performed Procedure Step Object may no longer be updated", refused.ErrorComment);

        var all = (await steps.GetAsync(step)).ReadDataSet();
        Assert.Equal(("Möller^Jörg", "COMPLETED"), (all.GetString(Tags.PatientName), all.GetString(Tags.PerformedProcedureStepStatus)));
        Assert.Equal("7.25", all.GetItems(Tags.ExposureDoseSequence)[0].GetString(Tags.CTDIvol));
        Assert.Equal("FILLER9", all.GetItems(Tags.ScheduledStepAttributesSequence)[0].GetString(Tags.FillerOrderNumberImagingServiceRequest));

        var some = await steps.GetAsync(step, Tags.PatientName, Tags.PerformedProcedureStepStatus);
        Assert.Equal(DimseStatus.Success, some.Response.Status);
        Assert.Equal([Tags.SpecificCharacterSet, Tags.PatientName, Tags.PerformedProcedureStepStatus], some.ReadDataSet().Select(element => element.Tag));
        var more = await steps.GetAsync(step, Tags.PatientName, Tags.PixelData);
        Assert.Equal(DimseStatus.RequestedOptionalAttributesNotSupported, more.Response.Status);
        Assert.Equal("Möller^Jörg", more.ReadDataSet().GetString(Tags.PatientName));
    }

    [Fact]
    [Requirement("OASIS-59")]
    [Requirement("OASIS-60")]
    public async Task What_is_not_so_is_said_by_its_status_and_in_the_log()
    {
        await using var steps = await StepArchive.StartAsync();

        Assert.Equal(DimseStatus.NoSuchSopInstance, (await steps.SetAsync(Step, SampleStep.End())).Status);
        Assert.Equal(DimseStatus.NoSuchSopInstance, (await steps.GetAsync(Step)).Response.Status);
        Assert.Equal(DimseStatus.Success, (await steps.CreateAsync(Step)).Status);
        Assert.Equal(DimseStatus.Success, (await steps.CreateAsync(Step)).Status);
        Assert.Equal(DimseStatus.DuplicateSopInstance, (await steps.CreateAsync(Step, SampleStep.Create().SetString(Tags.StudyID, "X"))).Status);

        Assert.Equal(DimseStatus.Success, (await steps.SetAsync(Step, SampleStep.With(Tags.PerformedProcedureStepStatus, "COMPLETED").SetString(Tags.PatientID, "X"))).Status);

        Assert.Equal("PID-77", (await steps.GetAsync(Step)).ReadDataSet().GetString(Tags.PatientID));
        Assert.Contains(steps.Archive.LogLines, line => line.Contains("Patient ID (0010,0020)", StringComparison.Ordinal));
        Assert.Contains(steps.Archive.LogLines, line => line.Contains("Performed Series Sequence (0040,0340) is empty", StringComparison.Ordinal));
        Assert.DoesNotContain(steps.Archive.LogLines, line => line.Contains("PID-77", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_request_of_another_class_or_without_its_data_set_is_refused()
    {
        await using var steps = await StepArchive.StartAsync();
        await using var association = await ScuAssociation.ConnectAsync(steps.Archive.Calling()
            .Propose(StepArchive.SopClass, TransferSyntax.ExplicitVrLittleEndian).Propose(StepArchive.RetrieveSopClass, TransferSyntax.ExplicitVrLittleEndian));
        var (own, retrieve) = (association.GetContext(StepArchive.SopClass), association.GetContext(StepArchive.RetrieveSopClass));
        var create = new NCreateRequest { MessageId = 0, AffectedSopClassUid = StepArchive.SopClass, AffectedSopInstanceUid = Step };

        Assert.Equal(DimseStatus.MissingAttribute, (await association.RequestAsync<NCreateResponse>(own, create)).Response.Status);
        Assert.Equal(DimseStatus.UnrecognizedOperation, (await association.RequestAsync<NCreateResponse>(retrieve, create, SampleStep.Create())).Response.Status);
        Assert.Equal(
            DimseStatus.NoSuchSopClass,
            (await association.RequestAsync<NCreateResponse>(own, create with { AffectedSopClassUid = SopClasses.StorageCommitmentPushModel }, SampleStep.Create())).Response.Status);
        Assert.Equal(DimseStatus.ProcessingFailure, (await association.RequestAsync<NCreateResponse>(own, create, new byte[] { 1, 2, 3 })).Response.Status);
        await association.ReleaseAsync();
        await steps.Archive.AllIsOverAsync();
    }

    [Fact]
    [Requirement("OASIS-41")]
    public async Task A_restart_loses_neither_the_step_nor_what_is_to_be_told()
    {
        using var folder = new TemporaryFolder();
        using var receiver = new ScriptedScp();
        var worklist = new RecordedChanges(failures: 1);
        await using (var steps = await StepArchive.StartAsync(folder.Path, FreePort.Next(), worklist: null))
        {
            Assert.Equal(DimseStatus.Success, (await steps.CreateAsync(Step)).Status);
            await steps.UntilAsync(Step, step => step.Deliveries.Single().Attempts > 0, "a first attempt to fail");
        }

        await using var again = await StepArchive.StartAsync(folder.Path, receiver.Port, worklist);
        Assert.Equal(DimseStatus.Success, (await again.SetAsync(Step, SampleStep.End())).Status);

        await receiver.AcceptAsync();
        var (create, context, attributes) = await receiver.ReceiveMessageAsync();
        Assert.Equal(Step, Assert.IsType<NCreateRequest>(create).AffectedSopInstanceUid);
        Assert.Equal("Möller^Jörg", DataSetReader.Read(attributes, TransferSyntax.ExplicitVrLittleEndian).GetString(Tags.PatientName));
        await receiver.SendAsync(context, ((NCreateRequest)create).Respond(DimseStatus.ProcessingFailure)); // for the moment
        Assert.IsType<AReleaseRq>(await receiver.ReceiveAsync());
        await receiver.SendAsync(AReleaseRp.Instance);

        using var next = receiver.Another();
        await next.AcceptAsync();
        (create, context, _) = await next.ReceiveMessageAsync();
        await next.SendAsync(context, ((NCreateRequest)create).Respond(DimseStatus.Success));
        var (set, setContext, modifications) = await next.ReceiveMessageAsync();
        Assert.Equal(Step, Assert.IsType<NSetRequest>(set).RequestedSopInstanceUid);
        Assert.Equal("COMPLETED", DataSetReader.Read(modifications, TransferSyntax.ExplicitVrLittleEndian).GetString(Tags.PerformedProcedureStepStatus));
        await next.SendAsync(setContext, ((NSetRequest)set).Respond(DimseStatus.Success));
        Assert.IsType<AReleaseRq>(await next.ReceiveAsync());
        await next.SendAsync(AReleaseRp.Instance);

        await again.UntilAsync(Step, step => !step.IsOpen, "the receiver and the worklist to know all");
        var last = worklist.Changes.Last();
        Assert.Equal((Step.Value, 2L, PerformedStepStatus.Completed), (last.Step.Value, last.Sequence, last.Status));
        Assert.Equal(new ScheduledStepReference(SampleStep.Study, "ACC1", "RP1", "SPS1"), Assert.Single(last.Scheduled));
        Assert.Empty((await again.FindAsync(Step))!.Messages);
    }

    [Fact]
    public async Task A_receiver_that_refuses_for_good_is_shown_until_somebody_looks()
    {
        using var receiver = new ScriptedScp();
        await using var steps = await StepArchive.StartAsync(receiverPort: receiver.Port);
        await steps.CreateAsync(Step);

        await receiver.AcceptAsync();
        var (create, context, _) = await receiver.ReceiveMessageAsync();
        await receiver.SendAsync(context, ((NCreateRequest)create).Respond(DimseStatus.InvalidAttributeValue, "no such patient"));
        Assert.IsType<AReleaseRq>(await receiver.ReceiveAsync());
        await receiver.SendAsync(AReleaseRp.Instance);

        await steps.UntilAsync(Step, step => step.Deliveries.Single().Status == StepDeliveryStatus.Failed, "the forwarding to have failed");
        Assert.Contains("no such patient", (await steps.FindAsync(Step))!.Deliveries.Single().Problem, StringComparison.Ordinal);
        var failed = new FactQuery(FactKind.PerformedStep, null, [new IsOneOf(StepTerms.Forwarding, StepTerms.ValueOf(StepDeliveryStatus.Failed))]);
        var found = new List<string>();
        await foreach (var fact in steps.Archive.Facts.QueryAsync(failed, null))
            found.Add(fact.Id);
        Assert.Equal([Step.Value], found);
    }
}
