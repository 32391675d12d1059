using Archive.Actors.Associations;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Worklist;

/// <summary>C-FIND of the Basic Worklist Management Service Class (PS3.4 K). It reads what is committed, on whichever node it was ordered.</summary>
internal sealed class WorklistService(
    DataSetOperations operations, WorklistReader reader, WorklistSettings settings, TimeProvider time, ILogger<WorklistService> logger) : IDimseService
{
    public IReadOnlyCollection<Uid> SopClasses { get; } = [Protocol.Data.SopClasses.ModalityWorklistInformationModelFind];

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.CFindRequest];

    public PeerRoles Role => PeerRoles.Worklist;

    public WorklistReader Reader => reader;

    public WorklistSettings Settings => settings;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    public ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request) => operations.BeginAsync(
        association, context, request,
        (identifier, canceled) => new WorklistOperation(this, association, context, (CFindRequest)request).RunAsync(identifier, canceled));
}
