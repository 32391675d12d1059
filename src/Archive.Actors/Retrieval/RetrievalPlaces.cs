using System.Collections.Concurrent;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Retrieval;

/// <summary>How many associations may send objects, over all retrievals: to one destination, and at all.</summary>
internal sealed class RetrievalPlaces(RetrievalSettings settings)
{
    private readonly ConcurrentDictionary<AeTitle, Places> _destinations = new();

    /// <summary>Who has a place here waits for no other: whoever holds one in <see cref="OfDestination"/> may wait for it.</summary>
    public Places All { get; } = new(settings.MaxSendingAssociations);

    public Places OfDestination(Destination destination) =>
        _destinations.GetOrAdd(destination.AeTitle, static (_, destination) => new Places(destination.MaxAssociations), destination);
}
