using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client.Transfers;

/// <summary>An association on which objects are sent. To dispose of it ends it, in whatever way.</summary>
public interface ITransferAssociation : IAsyncDisposable
{
    /// <summary>The contexts in which objects may be sent.</summary>
    IReadOnlyList<PresentationContext> Contexts { get; }

    /// <summary>How many objects may be in flight.</summary>
    int Window { get; }

    /// <summary>Asked before each object: false leaves the rest to other associations.</summary>
    bool GoesOn { get; }

    /// <summary>What such an object needs was proposed here; whether it was accepted, <see cref="Contexts"/> tell.</summary>
    bool Suits(TransferNeed need);

    /// <summary>Sends an object and waits for the response.</summary>
    /// <returns>Null when no response came in time, and the association goes on all the same.</returns>
    Task<CStoreResponse?> StoreAsync(OutgoingObject outgoing, CancellationToken cancellationToken);

    /// <summary>Ends the association in good order, if it can: all is answered, so that a failure changes nothing and is not thrown.</summary>
    ValueTask ReleaseAsync(CancellationToken cancellationToken);
}
