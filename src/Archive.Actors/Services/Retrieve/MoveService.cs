using Archive.Actors.Associations;
using Archive.Actors.Services.Query;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Services.Retrieve;

/// <summary>C-MOVE of the Query/Retrieve Service Class (PS3.4 C.4.2).</summary>
internal sealed class MoveService(RetrievalServices services, DataSetOperations operations) : IDimseService
{
    public IReadOnlyCollection<Uid> SopClasses { get; } = QueryRetrieveSopClass.Of(QueryRetrieveService.Move);

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.CMoveRequest];

    public PeerRoles Role => PeerRoles.Retrieve;

    public SopClassExtendedNegotiation? Answer(SopClassExtendedNegotiation proposed) => QueryNegotiation.Answer(proposed);

    public ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request) => operations.BeginAsync(
        association, context, request,
        (identifier, canceled) => new MoveOperation(services, association, context, (CMoveRequest)request).RunAsync(identifier, canceled));
}
