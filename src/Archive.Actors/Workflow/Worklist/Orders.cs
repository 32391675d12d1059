using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using Archive.Storage.Workflow.Worklist;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>Tells scheduled steps what somebody says of their orders: of several steps one after the other, each durable for itself.</summary>
internal sealed class Orders(
    IFacts<WorklistItemState> facts, WorklistReader reader, WorklistSettings settings, TimeProvider time, ILogger<Orders> logger) : IOrders
{
    public async Task<OrderResult> ApplyAsync(OrderChange change, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(change);
        var result = await CarryAsync(change, cancellationToken);
        WorklistMetrics.Changed(change.Source, result.Outcome);
        if (result.IsDone)
            Log.Changed(logger, change.GetType().Name, change.Source, result.Outcome);
        else
            Log.NotDone(logger, change.GetType().Name, change.Source, result.Outcome, result.Problem);
        return result;
    }

    private async Task<OrderResult> CarryAsync(OrderChange change, CancellationToken cancellationToken)
    {
        try
        {
            return change switch
            {
                PutItem put => await PutAsync(put, cancellationToken),
                CancelItem cancel => await CancelAsync(cancel, cancellationToken),
                CancelOrder cancel => await CancelAsync(cancel, cancellationToken),
                SetItemStatus set => await SetAsync(set, cancellationToken),
                ChangePatient patient => await ChangeAsync(patient.Source, PatientIdentifier.In(patient.Patient), patient.Patient, cancellationToken),
                MergePatient merge => await ChangeAsync(merge.Source, merge.From, merge.Into, cancellationToken),
                _ => throw new ArgumentOutOfRangeException(nameof(change), change.GetType().Name, "This is no change of an order."),
            };
        }
        catch (InvalidItemException invalid)
        {
            return new OrderResult(OrderOutcome.Invalid, invalid.Message);
        }
    }

    private Task<OrderResult> PutAsync(PutItem put, CancellationToken cancellationToken)
    {
        var item = WorklistItem.Normalize(put.Item);
        if (put.Kind != PutKind.Patch)
            item = WorklistItem.Identify(item);
        var key = WorklistKey.Of(item);
        if (key.IsEmpty)
            return Task.FromResult(new OrderResult(OrderOutcome.Invalid, "Nothing says which item is meant."));
        var encoded = WorklistItem.Encode(item);
        return encoded.Length > WorklistItem.MaxBytes
            ? Task.FromResult(new OrderResult(OrderOutcome.Invalid, $"The item takes {encoded.Length} bytes; at most {WorklistItem.MaxBytes} are kept."))
            : TellAsync(new PutScheduledStep(key.EntityId, put.Source, key, encoded, put.Kind, time.GetLocalNow(), settings.OpenDays), cancellationToken);
    }

    private Task<OrderResult> CancelAsync(CancelItem cancel, CancellationToken cancellationToken)
    {
        var key = cancel.Key.Completed();
        return key.IsEmpty
            ? Task.FromResult(new OrderResult(OrderOutcome.Invalid, "Nothing says which item is meant."))
            : TellAsync(new CancelScheduledStep(key.EntityId, cancel.Source, key, cancel.IsDiscontinued), cancellationToken);
    }

    private Task<OrderResult> SetAsync(SetItemStatus set, CancellationToken cancellationToken) =>
        TellAsync(new SetScheduledStepStatus(set.Key.Completed().EntityId, set.Source, set.Status), cancellationToken);

    private Task<OrderResult> CancelAsync(CancelOrder cancel, CancellationToken cancellationToken)
    {
        var conditions = new List<FactCondition>();
        if (cancel.AccessionNumber.Length > 0)
            conditions.Add(WorklistTerms.Equal(Tags.AccessionNumber, cancel.AccessionNumber));
        if (cancel.PlacerOrder is { Length: > 0 } placer)
            conditions.Add(WorklistTerms.Equal(Tags.PlacerOrderNumberImagingServiceRequest, placer));
        return TellAllAsync(
            conditions,
            item => (cancel.AccessionNumber.Length == 0 || cancel.AccessionNumber == WorklistItem.TextOf(item, Tags.AccessionNumber))
                && (cancel.PlacerOrder is not { Length: > 0 } || cancel.PlacerOrder == WorklistItem.TextOf(item, Tags.PlacerOrderNumberImagingServiceRequest)),
            state => new CancelScheduledStep(state.Id, cancel.Source, state.Key, cancel.IsDiscontinued),
            "There is no open item of the order.",
            cancellationToken);
    }

    private Task<OrderResult> ChangeAsync(string source, PatientIdentifier of, DataSet patient, CancellationToken cancellationToken)
    {
        var encoded = WorklistItem.Encode(WorklistItem.PatientOf(WorklistItem.Normalize(patient)));
        return TellAllAsync(
            of.Id.Length > 0 ? [WorklistTerms.Equal(Tags.PatientID, of.Id)] : [],
            of.IsOf,
            state => new ChangeScheduledPatient(state.Id, source, of, encoded),
            "There is no open item of the patient.",
            cancellationToken);
    }

    /// <param name="conditions">None: nothing says which items are meant.</param>
    private async Task<OrderResult> TellAllAsync(
        IReadOnlyList<FactCondition> conditions,
        Predicate<DataSet> isMeant,
        Func<WorklistItemState, IFactCommand> command,
        string nobody,
        CancellationToken cancellationToken)
    {
        if (conditions.Count == 0)
            return new OrderResult(OrderOutcome.Invalid, "Nothing says which items are meant.");
        var all = new OrderResult(OrderOutcome.NotFound, nobody);
        await foreach (var listed in reader.ListAsync(conditions, isOpen: true, null, newestFirst: false, cancellationToken))
        {
            if (!isMeant(listed.Item))
                continue;
            var one = await TellAsync(command(listed.State), cancellationToken);
            if (all.Outcome != OrderOutcome.Changed && one.Outcome != OrderOutcome.NotFound)
                all = one;
        }

        return all;
    }

    private async Task<OrderResult> TellAsync(IFactCommand command, CancellationToken cancellationToken)
    {
        var reply = await facts.AskAsync<WorklistReply>(command, cancellationToken);
        return new OrderResult(reply.Outcome, reply.Problem);
    }
}
