using System.Net;
using Archive.Actors.Associations;
using Archive.Actors.Queries;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Node.Options;

/// <summary>Makes of the options what associations are granted, for each peer and for those that are not listed.</summary>
internal static class PeerPolicies
{
    /// <exception cref="StartException">A value is not what it should be.</exception>
    public static PeerDirectory Create(ArchiveOptions options, IPAddress bindAddress)
    {
        var peers = new Dictionary<AeTitle, Peer>();
        for (var i = 0; i < options.Peers.Count; i++)
        {
            var path = $"Archive:Peers:{i}";
            var peer = CreatePeer(options, options.Peers[i], path);
            if (!peers.TryAdd(peer.AeTitle, peer))
                throw new StartException($"{path}:AeTitle '{peer.AeTitle}' is listed twice.");
        }

        var requireKnown = options.RequireKnownPeers ?? !IPAddress.IsLoopback(bindAddress);
        var unknown = requireKnown ? null : new Peer(default, Policy(options, Preference(options))) { DuplicatePolicy = options.Ingest.DuplicatePolicy };
        return new PeerDirectory(peers.Values, unknown);
    }

    /// <exception cref="StartException">The text is no AE title.</exception>
    public static AeTitle ParseAeTitle(string text, string name) => AeTitle.TryParse(text, out var title)
        ? title
        : throw new StartException($"{name} '{text}' is no AE title: 1 to 16 printable characters without backslash.");

    private static Peer CreatePeer(ArchiveOptions options, PeerOptions peer, string path)
    {
        var syntaxes = peer.TransferSyntaxes.Count == 0
            ? Preference(options)
            : new TransferSyntaxPreference([.. peer.TransferSyntaxes.Select(text => ParseTransferSyntax(text, $"{path}:TransferSyntaxes")).Distinct()]);
        IPAddress[] addresses = IPAddress.TryParse(peer.Host, out var address) ? [address] : [];
        return new Peer(ParseAeTitle(peer.AeTitle, $"{path}:AeTitle"), Policy(options, syntaxes))
        {
            Addresses = addresses,
            DuplicatePolicy = peer.DuplicatePolicy ?? options.Ingest.DuplicatePolicy,
        };
    }

    private static TransferSyntaxPreference Preference(ArchiveOptions options)
    {
        var preferred = options.Ingest.PreferredTransferSyntaxes.Select(text => ParseTransferSyntax(text, "Archive:Ingest:PreferredTransferSyntaxes"));
        return new TransferSyntaxPreference([.. preferred.Concat(TransferSyntaxPreference.Storage.Order).Distinct()]);
    }

    private static AssociationPolicy Policy(ArchiveOptions options, TransferSyntaxPreference storageSyntaxes)
    {
        var dataSets = new AbstractSyntaxPolicy(TransferSyntaxPreference.DataSets);
        var storage = new AbstractSyntaxPolicy(storageSyntaxes, AcceptsScp: true);
        var syntaxes = SopClasses.AllStorage.ToDictionary(entry => entry.Uid, _ => storage);
        foreach (var text in options.Ingest.AdditionalSopClasses)
        {
            if (!Uid.TryParse(text, out var uid))
                throw new StartException($"Archive:Ingest:AdditionalSopClasses has '{text}', which is no UID.");
            syntaxes[uid] = storage;
        }

        syntaxes[SopClasses.Verification] = dataSets;
        foreach (var sopClass in QueryRetrieveSopClass.All)
            syntaxes[sopClass.Uid] = dataSets;
        var window = (ushort)options.Dicom.MaxOperationsWindow;
        return new AssociationPolicy
        {
            AbstractSyntaxes = syntaxes,
            MaximumLength = (uint)options.Dicom.MaxPduBytes,
            MaxWindow = new AsyncOperationsWindow(window, 1),
            AnswerExtendedNegotiation = QueryNegotiation.Answer,
        };
    }

    private static TransferSyntax ParseTransferSyntax(string text, string name)
    {
        var entry = UidRegistry.All.FirstOrDefault(known =>
            known.Uid.Value == text || string.Equals(known.Keyword, text, StringComparison.OrdinalIgnoreCase));
        return entry is not null && TransferSyntax.TryGet(entry.Uid, out var syntax) && syntax.IsStorable
            ? syntax
            : throw new StartException($"{name} has '{text}', which is no transfer syntax in which objects are stored; give a UID or keyword of PS3.6 A.");
    }
}
