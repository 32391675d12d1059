using System.Collections.Concurrent;
using Archive.Actors.Associations;
using Archive.Protocol.Association;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>
/// The associations on this node on which peers asked for commitment, and may be told of results while these are open. Of a peer the one on which
/// it asked last counts. May be used from any thread.
/// </summary>
internal sealed class OpenAssociations
{
    private readonly ConcurrentDictionary<AeTitle, OpenAssociation> _byPeer = new();
    private readonly Lock _adding = new();

    /// <summary>Null when there is none.</summary>
    public OpenAssociation? Find(AeTitle aeTitle) => _byPeer.TryGetValue(aeTitle, out var open) ? open : null;

    /// <summary>The association, known from now on until it ends.</summary>
    public OpenAssociation Add(IAssociation association, PresentationContext context)
    {
        var aeTitle = association.Negotiated.CallingAeTitle;
        OpenAssociation open;
        lock (_adding)
        {
            if (_byPeer.TryGetValue(aeTitle, out var known) && known.Is(association))
                return known;
            _byPeer[aeTitle] = open = new OpenAssociation(association, context);
        }

        open.Begin(() => _byPeer.TryRemove(KeyValuePair.Create(aeTitle, open)));
        return open;
    }
}
