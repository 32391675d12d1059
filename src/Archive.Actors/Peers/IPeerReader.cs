using System.Diagnostics.CodeAnalysis;
using Archive.Actors.Associations;
using Archive.Storage.Peers;

namespace Archive.Actors.Peers;

/// <summary>Makes of what is kept of a peer what the archive goes by.</summary>
public interface IPeerReader
{
    /// <summary>False when it cannot be understood: the sentence says why.</summary>
    bool TryRead(StoredPeer stored, [NotNullWhen(true)] out Peer? peer, [NotNullWhen(false)] out string? problem);
}
