using System.Net;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>A system that may call, or be called.</summary>
public sealed record Peer(AeTitle AeTitle, PeerRoles Roles)
{
    /// <summary>
    /// The archive itself: it stores into reserved studies, finds and retrieves what is in them, and nothing else. What it does is neither
    /// logged nor counted as that of peers is.
    /// </summary>
    public static readonly Peer Self = new(new AeTitle("ARCHIVE-CANARY"), PeerRoles.Store | PeerRoles.Query | PeerRoles.Retrieve);

    public bool IsSelf => ReferenceEquals(this, Self);

    /// <summary>Where it may call from; empty: from anywhere.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    /// <summary>In which objects go between it and the archive.</summary>
    public TransferSyntaxPreference ObjectSyntaxes { get; init; } = TransferSyntaxPreference.Storage;

    /// <summary>What its text above 7FH is read as where no Specific Character Set is declared; null for ISO_IR 100.</summary>
    public CharacterSet? FallbackCharacterSet { get; init; }

    /// <summary>What services are told of it: of each kind one at most.</summary>
    public IReadOnlyList<object> Settings { get; init; } = [];

    /// <summary>What a service is told of it; null when nothing is.</summary>
    public T? Find<T>()
        where T : class
    {
        foreach (var settings in Settings)
        {
            if (settings is T found)
                return found;
        }

        return null;
    }

    /// <summary>What a service is told of it, as for everybody when nothing is.</summary>
    public T Get<T>()
        where T : class, new() => Find<T>() ?? new T();
}
