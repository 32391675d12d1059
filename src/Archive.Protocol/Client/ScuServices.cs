using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client;

/// <summary>
/// The DIMSE services for an SCU, on the first presentation context that was agreed on for the SOP class. Who needs
/// another context, or fields that are not offered here, takes <see cref="ScuAssociation.RequestAsync"/> and
/// <see cref="ScuAssociation.RequestManyAsync"/>, which also say what may be thrown and what cancellation does.
/// </summary>
public static class ScuServices
{
    /// <summary>C-ECHO (PS3.7 9.1.5).</summary>
    public static async Task<CEchoResponse> EchoAsync(this ScuAssociation association, CancellationToken cancellationToken = default)
    {
        var request = new CEchoRequest { MessageId = 0, AffectedSopClassUid = SopClasses.Verification };
        return (await association.RequestAsync<CEchoResponse>(association.GetContext(SopClasses.Verification), request, default, cancellationToken).ConfigureAwait(false)).Response;
    }

    /// <summary>C-STORE (PS3.7 9.1.1) of an object as it is.</summary>
    /// <param name="context">Its abstract syntax is the SOP class of the instance, its transfer syntax that of the data set.</param>
    public static async Task<CStoreResponse> StoreAsync(
        this ScuAssociation association, PresentationContext context, Uid sopInstanceUid, DataSetSource dataSet, CancellationToken cancellationToken = default)
    {
        var request = new CStoreRequest { MessageId = 0, AffectedSopClassUid = context.AbstractSyntax, AffectedSopInstanceUid = sopInstanceUid };
        return (await association.RequestAsync<CStoreResponse>(context, request, dataSet, cancellationToken).ConfigureAwait(false)).Response;
    }

    /// <summary>C-FIND (PS3.7 9.1.2): the matches as they come, then the last response without one.</summary>
    public static IAsyncEnumerable<DimseMessage<CFindResponse>> FindAsync(
        this ScuAssociation association, Uid sopClass, DataSetSource identifier, CancellationToken cancellationToken = default) =>
        association.RequestManyAsync<CFindResponse>(
            association.GetContext(sopClass), new CFindRequest { MessageId = 0, AffectedSopClassUid = sopClass }, identifier, cancellationToken);

    /// <summary>
    /// C-GET (PS3.7 9.1.3): progress as it comes, the last response with the outcome. The objects go to
    /// <see cref="ScuAssociationOptions.ServeAsync"/>.
    /// </summary>
    public static IAsyncEnumerable<DimseMessage<CGetResponse>> GetAsync(
        this ScuAssociation association, Uid sopClass, DataSetSource identifier, CancellationToken cancellationToken = default) =>
        association.RequestManyAsync<CGetResponse>(
            association.GetContext(sopClass), new CGetRequest { MessageId = 0, AffectedSopClassUid = sopClass }, identifier, cancellationToken);

    /// <summary>C-MOVE (PS3.7 9.1.4): progress as it comes, the last response with the outcome.</summary>
    /// <param name="destination">AE title, known to the peer, to which the objects go.</param>
    public static IAsyncEnumerable<DimseMessage<CMoveResponse>> MoveAsync(
        this ScuAssociation association, Uid sopClass, string destination, DataSetSource identifier, CancellationToken cancellationToken = default) =>
        association.RequestManyAsync<CMoveResponse>(
            association.GetContext(sopClass), new CMoveRequest { MessageId = 0, AffectedSopClassUid = sopClass, MoveDestination = destination }, identifier, cancellationToken);

    /// <summary>N-EVENT-REPORT (PS3.7 10.1.1), with event information or without.</summary>
    public static Task<DimseMessage<NEventReportResponse>> EventReportAsync(
        this ScuAssociation association, Uid sopClass, Uid sopInstance, ushort eventTypeId, DataSetSource information = default, CancellationToken cancellationToken = default) =>
        association.RequestAsync<NEventReportResponse>(
            association.GetContext(sopClass),
            new NEventReportRequest { MessageId = 0, AffectedSopClassUid = sopClass, AffectedSopInstanceUid = sopInstance, EventTypeId = eventTypeId },
            information,
            cancellationToken);

    /// <summary>N-GET (PS3.7 10.1.2).</summary>
    /// <param name="attributes">Empty for all.</param>
    public static Task<DimseMessage<NGetResponse>> GetAttributesAsync(
        this ScuAssociation association, Uid sopClass, Uid sopInstance, IReadOnlyList<Tag> attributes, CancellationToken cancellationToken = default) =>
        association.RequestAsync<NGetResponse>(
            association.GetContext(sopClass),
            new NGetRequest { MessageId = 0, RequestedSopClassUid = sopClass, RequestedSopInstanceUid = sopInstance, AttributeIdentifierList = attributes },
            default,
            cancellationToken);

    /// <summary>N-SET (PS3.7 10.1.3).</summary>
    public static Task<DimseMessage<NSetResponse>> SetAsync(
        this ScuAssociation association, Uid sopClass, Uid sopInstance, DataSetSource modifications, CancellationToken cancellationToken = default) =>
        association.RequestAsync<NSetResponse>(
            association.GetContext(sopClass),
            new NSetRequest { MessageId = 0, RequestedSopClassUid = sopClass, RequestedSopInstanceUid = sopInstance },
            modifications,
            cancellationToken);

    /// <summary>N-ACTION (PS3.7 10.1.4), with action information or without.</summary>
    public static Task<DimseMessage<NActionResponse>> ActionAsync(
        this ScuAssociation association, Uid sopClass, Uid sopInstance, ushort actionTypeId, DataSetSource information = default, CancellationToken cancellationToken = default) =>
        association.RequestAsync<NActionResponse>(
            association.GetContext(sopClass),
            new NActionRequest { MessageId = 0, RequestedSopClassUid = sopClass, RequestedSopInstanceUid = sopInstance, ActionTypeId = actionTypeId },
            information,
            cancellationToken);

    /// <summary>N-CREATE (PS3.7 10.1.5).</summary>
    /// <param name="sopInstance"><c>default</c> lets the peer choose.</param>
    public static Task<DimseMessage<NCreateResponse>> CreateAsync(
        this ScuAssociation association, Uid sopClass, Uid sopInstance, DataSetSource attributes = default, CancellationToken cancellationToken = default) =>
        association.RequestAsync<NCreateResponse>(
            association.GetContext(sopClass),
            new NCreateRequest { MessageId = 0, AffectedSopClassUid = sopClass, AffectedSopInstanceUid = sopInstance },
            attributes,
            cancellationToken);

    /// <summary>N-DELETE (PS3.7 10.1.6).</summary>
    public static async Task<NDeleteResponse> DeleteAsync(
        this ScuAssociation association, Uid sopClass, Uid sopInstance, CancellationToken cancellationToken = default)
    {
        var request = new NDeleteRequest { MessageId = 0, RequestedSopClassUid = sopClass, RequestedSopInstanceUid = sopInstance };
        return (await association.RequestAsync<NDeleteResponse>(association.GetContext(sopClass), request, default, cancellationToken).ConfigureAwait(false)).Response;
    }
}
