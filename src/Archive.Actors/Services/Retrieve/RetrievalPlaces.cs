using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Services.Retrieve;

/// <summary>How many associations may send objects, over all retrievals: to one destination, and at all.</summary>
internal sealed class RetrievalPlaces(RetrievalSettings settings)
{
    /// <summary>From this rank on it is for further associations of a retrieval that has one.</summary>
    public const int FurtherRank = 3;

    private readonly Lock _gate = new();
    private readonly Dictionary<AeTitle, WeakReference<Places>> _destinations = []; // retrievals, and the places they have taken, keep them

    /// <summary>Taken last: who has a place here waits for no other, so who waits for one gets it.</summary>
    public Places All { get; } = new(settings.MaxSendingAssociations);

    /// <summary>The titles of which places are kept.</summary>
    public int Destinations
    {
        get
        {
            lock (_gate)
                return _destinations.Count;
        }
    }

    /// <summary>Every retrieval's first association comes before any retrieval's second one; among equals the DIMSE priority decides.</summary>
    public static int RankOf(Priority priority, bool isFirst) => (isFirst ? 0 : FurtherRank) + priority switch
    {
        Priority.High => 0,
        Priority.Low => 2,
        _ => 1,
    };

    /// <summary>One for all retrievals to a title, as many as the last of them that began found it to have.</summary>
    public Places OfDestination(Destination destination)
    {
        lock (_gate)
        {
            if (_destinations.TryGetValue(destination.AeTitle, out var known) && known.TryGetTarget(out var used))
            {
                used.Resize(destination.MaxAssociations);
                return used;
            }

            foreach (var (unused, _) in _destinations.Where(entry => !entry.Value.TryGetTarget(out _)).ToList())
                _destinations.Remove(unused);
            var places = new Places(destination.MaxAssociations);
            _destinations.Add(destination.AeTitle, new WeakReference<Places>(places));
            return places;
        }
    }
}
