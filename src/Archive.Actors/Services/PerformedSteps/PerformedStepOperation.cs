using Archive.Actors.Associations;
using Archive.Actors.Entities;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Workflow;

namespace Archive.Actors.Services.PerformedSteps;

/// <summary>One N-CREATE, N-SET or N-GET. Answered when what it led to is on stable storage.</summary>
internal sealed class PerformedStepOperation(PerformedStepService service, IAssociation association, PresentationContext context)
{
    private static readonly StepReply TooLong = Failed(DimseStatus.ResourceLimitation, $"The step is longer than {StepDataSet.MaxBytes} bytes, compressed.");

    private AeTitle CallingAeTitle => association.Negotiated.CallingAeTitle;

    public async Task CreateAsync(NCreateRequest request, DataSet attributes)
    {
        // Without one the performer chooses (PS3.7 10.1.5.1.4).
        var step = request.AffectedSopInstanceUid.IsEmpty ? GeneratedUid.New() : request.AffectedSopInstanceUid;
        var encoded = StepDataSet.Encode(StepDataSet.WithDeclaredText(attributes));
        var reply = encoded.Length > StepDataSet.MaxBytes
            ? TooLong
            : await AskAsync(new CreateStep(step.Value, Guid.NewGuid(), encoded, CallingAeTitle.Value, Receivers(), service.Settings.IsStrict));
        Note(request, step, reply);
        await association.RespondAsync(context, Complete(request.Respond(default) with { AffectedSopInstanceUid = step }, reply));
    }

    public async Task SetAsync(NSetRequest request, DataSet modifications)
    {
        var encoded = StepDataSet.Encode(StepDataSet.WithDeclaredText(modifications));
        var reply = request.RequestedSopInstanceUid.IsEmpty ? Failed(DimseStatus.NoSuchSopInstance, "The request names no SOP instance.")
            : encoded.Length > StepDataSet.MaxBytes ? TooLong
            : await AskAsync(new SetStep(request.RequestedSopInstanceUid.Value, Guid.NewGuid(), encoded, service.Settings.IsStrict));
        Note(request, request.RequestedSopInstanceUid, reply);
        await association.RespondAsync(context, Complete(request.Respond(default), reply));
    }

    public async Task GetAsync(NGetRequest request)
    {
        var (attributes, status, comment) = await FindAsync(request);
        var response = request.Respond(status, comment) with { HasDataSet = attributes is not null };
        PerformedStepMetrics.Answered(request.Field, status);
        await association.RespondAsync(context, response, attributes is null ? null : DataSetWriter.ToArray(attributes, context.TransferSyntax));
    }

    /// <summary>Whoever wants steps forwarded, except the one that it comes from.</summary>
    private IReadOnlyList<string> Receivers() =>
        [.. service.Peers.With<StepForwarding>().Select(peer => peer.AeTitle).Where(title => title != CallingAeTitle).Select(title => title.Value)];

    private async Task<StepReply> AskAsync(StepCommand command)
    {
        try
        {
            return await service.Steps.AskAsync<StepReply>(command, association.Ended);
        }
        catch (EntityFailedException failed)
        {
            Log.NotRecorded(service.Logger, association.Number, CallingAeTitle, command.Id, failed.Message);
            return failed.Kind == EntityFailureKind.StorageFull
                ? Failed(DimseStatus.ResourceLimitation, "The archive has no space left; ask again later.")
                : Failed(DimseStatus.ProcessingFailure, "The step could not be recorded; ask again later.");
        }
    }

    private async Task<(DataSet? Attributes, DimseStatus Status, string? Comment)> FindAsync(NGetRequest request)
    {
        try
        {
            if (request.RequestedSopInstanceUid.IsEmpty
                || await service.Index.FindAsync(FactKind.PerformedStep, request.RequestedSopInstanceUid.Value, association.Ended) is not { } fact)
            {
                return (null, DimseStatus.NoSuchSopInstance, "There is no step of this SOP Instance UID.");
            }

            var all = service.Protocols.Read(fact).ReadAttributes();
            var asked = request.AttributeIdentifierList;
            if (asked.Count == 0)
                return (all, DimseStatus.Success, null);
            // Its text is read by it.
            var given = all.With(all.Where(element => element.Tag == Tags.SpecificCharacterSet || asked.Contains(element.Tag)));
            return asked.All(all.Contains)
                ? (given, DimseStatus.Success, null)
                : (given, DimseStatus.RequestedOptionalAttributesNotSupported, "The step does not have all of the attributes.");
        }
        catch (Exception failed) when (failed is not (ConnectionLostException or OperationCanceledException))
        {
            Log.NotRead(service.Logger, association.Number, CallingAeTitle, request.RequestedSopInstanceUid.Value, failed);
            return (null, DimseStatus.ProcessingFailure, "The step could not be read; ask again later.");
        }
    }

    private void Note(DimseRequest request, Uid step, StepReply reply)
    {
        var status = new DimseStatus(reply.Status);
        PerformedStepMetrics.Answered(request.Field, status);
        association.StatisticsOf<PerformedStepStatistics>().Answered();
        if (!reply.IsSuccess)
        {
            Log.Refused(service.Logger, association.Number, CallingAeTitle, request.Field, step, status, reply.Comment);
            return;
        }

        Log.Recorded(service.Logger, association.Number, CallingAeTitle, request.Field, step, reply.Now, reply.IsRepeated);
        if (reply.Ignored.Count > 0)
            Log.Ignored(service.Logger, association.Number, CallingAeTitle, step, string.Join(", ", reply.Ignored.Select(tag => ElementDictionary.Describe(TagOf(tag)))));
        if (reply.Problems.Count > 0)
            Log.Lacking(service.Logger, association.Number, CallingAeTitle, step, string.Join("; ", reply.Problems));
    }

    private static StepReply Failed(DimseStatus status, string comment) => new(status.Code, null, comment, [], [], [], IsRepeated: false, Now: null);

    private static DimseResponse Complete(DimseResponse response, StepReply reply) => response with
    {
        Status = new DimseStatus(reply.Status),
        ErrorId = reply.ErrorId,
        ErrorComment = reply.Comment,
        OffendingElements = [.. reply.Offending.Select(TagOf)],
    };

    private static Tag TagOf(uint value) => new((ushort)(value >> 16), (ushort)value);
}
