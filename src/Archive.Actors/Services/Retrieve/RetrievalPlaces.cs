using System.Collections.Concurrent;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Services.Retrieve;

/// <summary>How many associations may send objects, over all retrievals: to one destination, and at all.</summary>
internal sealed class RetrievalPlaces(RetrievalSettings settings)
{
    /// <summary>From this rank on it is for further associations of a retrieval that has one.</summary>
    public const int FurtherRank = 3;

    private readonly ConcurrentDictionary<AeTitle, Places> _destinations = new();

    /// <summary>Taken last: who has a place here waits for no other, so who waits for one gets it.</summary>
    public Places All { get; } = new(settings.MaxSendingAssociations);

    /// <summary>Every retrieval's first association comes before any retrieval's second one; among equals the DIMSE priority decides.</summary>
    public static int RankOf(Priority priority, bool isFirst) => (isFirst ? 0 : FurtherRank) + priority switch
    {
        Priority.High => 0,
        Priority.Low => 2,
        _ => 1,
    };

    public Places OfDestination(Destination destination) =>
        _destinations.GetOrAdd(destination.AeTitle, static (_, destination) => new Places(destination.MaxAssociations), destination);
}
