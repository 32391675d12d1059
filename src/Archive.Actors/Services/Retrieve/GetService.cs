using Archive.Actors.Associations;
using Archive.Actors.Services.Query;
using Archive.Actors.Services.Storage;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Services.Retrieve;

/// <summary>C-GET of the Query/Retrieve Service Class (PS3.4 C.4.3): what is stored goes back on the association, of which the peer is SCP then.</summary>
internal sealed class GetService(RetrievalServices services, DataSetOperations operations, StorageSettings storage) : IDimseService
{
    public IReadOnlyCollection<Uid> SopClasses { get; } = QueryRetrieveSopClass.Of(QueryRetrieveService.Get);

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.CGetRequest];

    public PeerRoles Role => PeerRoles.Retrieve;

    public IReadOnlyCollection<Uid> InvokedSopClasses => storage.SopClasses;

    public TransferSyntaxPreference TransferSyntaxesFor(Uid sopClass, Peer peer) =>
        SopClasses.Contains(sopClass) ? TransferSyntaxPreference.DataSets : peer.ObjectSyntaxes;

    public SopClassExtendedNegotiation? Answer(SopClassExtendedNegotiation proposed) => QueryNegotiation.Answer(proposed);

    public ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request) => operations.BeginAsync(
        association, context, request,
        (identifier, canceled) => new GetOperation(services, association, context, (CGetRequest)request).RunAsync(identifier, canceled));
}
