using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Services.Retrieve;

/// <summary>An association on which objects are sent: the requestor's own for C-GET, one with the destination for C-MOVE.</summary>
internal interface IStoreScu
{
    /// <summary>The contexts in which objects may be sent.</summary>
    IReadOnlyList<PresentationContext> Contexts { get; }

    /// <summary>How many objects may be in flight.</summary>
    int Window { get; }

    /// <summary>Sends an object and waits for the response.</summary>
    /// <param name="request">Its Message ID is set by the association.</param>
    /// <returns>Null when no response came in time, and the association goes on all the same.</returns>
    Task<CStoreResponse?> StoreAsync(PresentationContext context, CStoreRequest request, Stream dataSet, CancellationToken cancellationToken);
}
