using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>
/// A service as PS3.4 has them: its SOP classes, what a peer needs for them, what it negotiates, and how its operations begin.
/// One serves all associations: every member may be called from any thread.
/// </summary>
public interface IDimseService
{
    /// <summary>The SOP classes that it provides: contexts of these are its own.</summary>
    IReadOnlyCollection<Uid> SopClasses { get; }

    /// <summary>The requests that it takes; every other one is answered with 0211.</summary>
    IReadOnlyCollection<CommandField> Operations { get; }

    /// <summary>What a peer needs for its SOP classes; <see cref="PeerRoles.None"/> grants them to everybody.</summary>
    PeerRoles Role { get; }

    /// <summary>Takes its operations on contexts of other services as well, to answer or refuse them itself.</summary>
    bool IsOnEveryContext => false;

    /// <summary>SOP classes of which it sends requests to the peer: who has its role may be the SCP of these (PS3.7 D.3.3.4).</summary>
    IReadOnlyCollection<Uid> InvokedSopClasses => [];

    /// <summary>The transfer syntaxes taken of a peer in contexts of a SOP class, provided or invoked.</summary>
    TransferSyntaxPreference TransferSyntaxesFor(Uid sopClass, Peer peer) => TransferSyntaxPreference.DataSets;

    /// <summary>The answer to a SOP class extended negotiation of one of its SOP classes; null for none.</summary>
    SopClassExtendedNegotiation? Answer(SopClassExtendedNegotiation proposed) => null;

    /// <summary>Begins an operation. The association's reader waits for it: what takes long runs beside it (<see cref="IAssociation.Run"/>).</summary>
    /// <param name="request">One of <see cref="Operations"/>.</param>
    /// <returns>
    /// What takes the request's data set, and is told at once that it is complete when the request has none; null when the request is
    /// answered already: its data set, should there be one, is read past.
    /// </returns>
    ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request);
}
