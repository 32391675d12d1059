using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Load;

/// <summary>
/// A whole examination for each arrival, in the steps of the modality, each on an association of its own. A step is planned for when the one before has ended
/// and the think time is over; an object for when the modality has made it. That a target lets an examination fall behind shows in the latency of its objects
/// and in that of the examination, which counts from the arrival. A step that fails does not end it: scanners go on.
/// </summary>
internal sealed class ExaminationDevice(LoadContext context, int number) : Device(context, number)
{
    private readonly OperationStatistics _examination = context.Of(OperationStatistics.Whole);
    private readonly FaultySender _faults = new(context, number);

    public override async Task RunAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        if (await _faults.TryFailAsync(arrival, cancellationToken).ConfigureAwait(false))
            return;
        var study = Context.NextStudy();
        var scope = Context.Recorder.Begin(_examination, arrival.Planned, Context.Trace(Number, arrival), arrival.HadFreeDevice);
        var outcome = await TryAsync(() => RunStepsAsync(study, arrival, cancellationToken)).ConfigureAwait(false);
        Context.Ledger.Finish(study);
        Context.Recorder.Complete(scope, outcome, study.Plan.Uid);
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<Outcome> RunStepsAsync(SentStudy study, Arrival arrival, CancellationToken cancellationToken)
    {
        var planned = arrival.Planned;
        var failed = new List<WorkflowStep>();
        foreach (var step in Context.Simulator.Workflow)
        {
            await Context.Clock.WaitUntilAsync(planned, cancellationToken).ConfigureAwait(false);
            var isDone = step switch
            {
                WorkflowStep.Verify => await EchoAsync(planned, arrival, cancellationToken).ConfigureAwait(false),
                WorkflowStep.Worklist => await AskWorklistAsync(planned, arrival, cancellationToken).ConfigureAwait(false),
                WorkflowStep.Begin => await CallAsync(
                    "steps", Context.Of("Step begin"), planned, arrival,
                    async association => Outcome.Of((await association.CreateAsync(
                        SopClasses.ModalityPerformedProcedureStep, StepData.StepUid(study.Plan), StepData.Begin(study.Plan), cancellationToken).ConfigureAwait(false)).Response),
                    cancellationToken).ConfigureAwait(false),
                WorkflowStep.End => await CallAsync(
                    "steps", Context.Of("Step end"), planned, arrival,
                    async association => Outcome.Of((await association.SetAsync(
                        SopClasses.ModalityPerformedProcedureStep, StepData.StepUid(study.Plan), StepData.End(study), cancellationToken).ConfigureAwait(false)).Response),
                    cancellationToken).ConfigureAwait(false),
                WorkflowStep.Store => await new StudySender(Context, Number).SendAsync(study, planned, arrival, cancellationToken).ConfigureAwait(false),
                _ => study.Count == 0 || await CommitAsync(study, planned, arrival, cancellationToken).ConfigureAwait(false),
            };
            if (!isDone)
                failed.Add(step);
            cancellationToken.ThrowIfCancellationRequested();
            planned = Context.Clock.Now + (Context.Simulator.ThinkTime * Context.Plan.ThinkTimes);
        }

        return failed.Count == 0 ? default : new Outcome(0, new Failure("incomplete", $"Failed: {string.Join(", ", failed)}."));
    }

    /// <summary>Asks for commitment and, where the load says so, waits on the same association for its result, which counts as an operation of its own.</summary>
    private async Task<bool> CommitAsync(SentStudy study, TimeSpan planned, Arrival arrival, CancellationToken cancellationToken)
    {
        var reported = new TaskCompletionSource<ushort>(TaskCreationOptions.RunContinuationsAsynchronously);
        var hooks = new CallHooks(ServeAsync: (request, _) =>
        {
            if (request.Request is not NEventReportRequest report)
                return new(request.Request.Respond(DimseStatus.UnrecognizedOperation));
            reported.TrySetResult(report.EventTypeId ?? 0);
            return new(report.Respond(DimseStatus.Success));
        });
        var association = await OpenAsync(Context.Call(Turn, "commit", hooks), planned, arrival, cancellationToken).ConfigureAwait(false);
        if (association is null)
            return false;
        var isAsked = await DoAsync(Context.Of("Commit"), planned, arrival, async () => Outcome.Of((await association.ActionAsync(
            SopClasses.StorageCommitmentPushModel, StepData.CommitmentInstance, 1, StepData.Commitment(study, new Uid(study.Plan.Uid + ".1")), cancellationToken)
            .ConfigureAwait(false)).Response)).ConfigureAwait(false);
        if (isAsked && Context.Plan.CommitmentWait > TimeSpan.Zero)
        {
            isAsked = await DoAsync(Context.Of("Commit result"), planned, arrival, async () =>
            {
                const ushort AllSafe = 1;
                try
                {
                    return await reported.Task.WaitAsync(Context.Plan.CommitmentWait, cancellationToken).ConfigureAwait(false) == AllSafe
                        ? default
                        : new Outcome(0, new Failure("not committed", "The result names instances that are not safe."));
                }
                catch (TimeoutException)
                {
                    return new Outcome(0, new Failure("timeout", "No result came on the association on which it was asked for.", IsWait: true));
                }
            }).ConfigureAwait(false);
        }

        await ReleaseAsync(association).ConfigureAwait(false);
        return isAsked;
    }
}
