using Archive.Actors.Associations;
using Archive.Actors.Workflow.Facts;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Workflow;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.PerformedSteps;

/// <summary>
/// The Modality Performed Procedure Step SOP Classes as SCP (PS3.4 F.7, F.8): N-CREATE and N-SET of one, N-GET of the other. Systems that ask
/// by N-GET in a context of the first are answered as well.
/// </summary>
internal sealed class PerformedStepService(
    NormalizedOperations operations, IFacts<PerformedStepState> steps, IFactIndex index, FactProtocol<PerformedStepState> protocol, PeerDirectory peers,
    PerformedStepsSettings settings, TimeProvider time, ILogger<PerformedStepService> logger) : IDimseService
{
    /// <summary>What an N-GET may name: the class of the instance, or that of the context.</summary>
    private static readonly Uid[] Classes = [Protocol.Data.SopClasses.ModalityPerformedProcedureStep, Protocol.Data.SopClasses.ModalityPerformedProcedureStepRetrieve];

    public IReadOnlyCollection<Uid> SopClasses => Classes;

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.NCreateRequest, CommandField.NSetRequest, CommandField.NGetRequest];

    public PeerRoles Role => PeerRoles.PerformedSteps;

    public IFacts<PerformedStepState> Steps => steps;

    public IFactIndex Index => index;

    public FactProtocol<PerformedStepState> Protocols => protocol;

    public PeerDirectory Peers => peers;

    public PerformedStepsSettings Settings => settings;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    public async ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request)
    {
        var operation = new PerformedStepOperation(this, association, context);
        switch (request)
        {
            case NGetRequest get:
                return await operations.BeginWithoutDataSetAsync(association, context, get, Classes, () => operation.GetAsync(get));
            case NCreateRequest create when context.AbstractSyntax == Protocol.Data.SopClasses.ModalityPerformedProcedureStep:
                return await operations.BeginAsync(association, context, create, attributes => operation.CreateAsync(create, attributes));
            case NSetRequest set when context.AbstractSyntax == Protocol.Data.SopClasses.ModalityPerformedProcedureStep:
                return await operations.BeginAsync(association, context, set, modifications => operation.SetAsync(set, modifications));
            default:
                await association.RefuseAsync(context, request, DimseStatus.UnrecognizedOperation, $"{request.Field} is not provided for this SOP class.");
                return null;
        }
    }
}
