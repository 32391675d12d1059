using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Services.Query;

/// <summary>C-FIND of the Query/Retrieve Service Class (PS3.4 C.4.1).</summary>
internal sealed class QueryService(
    AssociationSettings settings, DataSetOperations operations, IArchiveIndex index, TimeProvider time, ILogger<QueryService> logger) : IDimseService
{
    public IReadOnlyCollection<Uid> SopClasses { get; } = QueryRetrieveSopClass.Of(QueryRetrieveService.Find);

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.CFindRequest];

    public PeerRoles Role => PeerRoles.Query;

    /// <summary>The archive, as answers name it.</summary>
    public AeTitle AeTitle => settings.AeTitle;

    public IArchiveIndex Index => index;

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    public SopClassExtendedNegotiation? Answer(SopClassExtendedNegotiation proposed) => QueryNegotiation.Answer(proposed);

    public ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request) => operations.BeginAsync(
        association, context, request,
        (identifier, canceled) => new FindOperation(this, association, context, (CFindRequest)request).RunAsync(identifier, canceled));
}
