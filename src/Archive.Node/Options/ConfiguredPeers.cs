using System.Globalization;
using System.Net;
using Archive.Actors.Associations;
using Archive.Actors.Services.Query;
using Archive.Actors.Services.Storage;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Protocol.Association;
using Archive.Protocol.Pdu;

namespace Archive.Node.Options;

/// <summary>Makes of the options who is known, what each may ask, and who can be called.</summary>
internal sealed class ConfiguredPeers
{
    private const PeerRoles DefaultRoles =
        PeerRoles.Store | PeerRoles.Query | PeerRoles.Retrieve | PeerRoles.Worklist | PeerRoles.PerformedSteps | PeerRoles.Commitment;

    private readonly ArchiveOptions _options;
    private readonly ConfiguredDestinations _destinations;
    private readonly ConfiguredCalls _calls;
    private readonly TransferSyntaxPreference _storageSyntaxes;

    /// <exception cref="StartException">A value is not what it should be.</exception>
    public ConfiguredPeers(ArchiveOptions options)
    {
        _options = options;
        CallingTitles.General(options); // checked though nobody may be called
        var tls = TlsCertificates.CreateClient(options.Tls);
        _destinations = new ConfiguredDestinations(options, tls);
        _calls = new ConfiguredCalls(options, tls);
        var preferred = OptionText.TransferSyntaxes(options.Ingest.PreferredTransferSyntaxes, "Archive:Ingest:PreferredTransferSyntaxes");
        _storageSyntaxes = new TransferSyntaxPreference([.. preferred.Concat(TransferSyntaxPreference.Storage.Order).Distinct()]);
    }

    /// <summary>Those of the options.</summary>
    /// <exception cref="StartException">A value is not what it should be.</exception>
    public PeerDirectory CreateDirectory(IPAddress bindAddress)
    {
        var requireKnown = _options.RequireKnownPeers ?? !IPAddress.IsLoopback(bindAddress);
        return new PeerDirectory(Create(_options.Peers, "Archive:Peers"), requireKnown ? null : CreateUnknown());
    }

    /// <exception cref="StartException">A value is not what it should be.</exception>
    public IReadOnlyCollection<Peer> Create(IEnumerable<PeerOptions> list, string listPath)
    {
        var peers = new Dictionary<AeTitle, Peer>();
        foreach (var (i, options) in list.Index())
        {
            var path = string.Create(CultureInfo.InvariantCulture, $"{listPath}:{i}");
            var peer = Create(options, path);
            if (!peers.TryAdd(peer.AeTitle, peer))
                throw new StartException($"{path}:AeTitle '{peer.AeTitle}' is listed twice.");
        }

        return peers.Values;
    }

    /// <exception cref="StartException">A value is not what it should be.</exception>
    public Peer Create(PeerOptions peer, string path)
    {
        var aeTitle = OptionText.AeTitle(peer.AeTitle, $"{path}:AeTitle");
        if (aeTitle == Peer.Self.AeTitle)
            throw new StartException($"{path}:AeTitle '{aeTitle}' is that of the archive when it tests itself.");
        var syntaxes = OptionText.TransferSyntaxes(peer.TransferSyntaxes, $"{path}:TransferSyntaxes");
        var roles = peer.Roles.Count == 0 ? DefaultRoles : peer.Roles.Aggregate((all, role) => all | role);
        var destination = _destinations.Create(peer, aeTitle, roles, syntaxes, path);
        var called = _calls.Create(peer, aeTitle, roles, path);
        return new Peer(aeTitle, roles)
        {
            Addresses = AddressesOf(peer, roles, path),
            ObjectSyntaxes = syntaxes.Length == 0 ? _storageSyntaxes : new TransferSyntaxPreference(syntaxes),
            FallbackCharacterSet = peer.FallbackCharacterSet.Length == 0
                ? null
                : OptionText.CharacterSet(peer.FallbackCharacterSet, $"{path}:FallbackCharacterSet"),
            Settings =
            [
                new StoragePeer { DuplicatePolicy = peer.DuplicatePolicy ?? _options.Ingest.DuplicatePolicy },
                QueriesOf(peer, path),
                CommitmentsOf(peer, called, path),
                .. destination is null ? Array.Empty<object>() : [destination],
                .. called is null ? Array.Empty<object>() : [called],
                .. peer.ForwardSteps == true ? [StepForwarding.On] : Array.Empty<object>(),
            ],
        };
    }

    private Peer CreateUnknown() => new(default, DefaultRoles)
    {
        ObjectSyntaxes = _storageSyntaxes,
        Settings = [new StoragePeer { DuplicatePolicy = _options.Ingest.DuplicatePolicy }, QueriesOf(new PeerOptions(), "Archive:Queries")],
    };

    private QuerySettings QueriesOf(PeerOptions peer, string path) => new()
    {
        MaxAnswers = peer.MaxAnswers ?? _options.Queries.MaxAnswers,
        MaxUnboundedRows = peer.MaxUnboundedRows ?? _options.Queries.MaxUnboundedRows,
        IsAlwaysRelational = (peer.Relational ?? _options.Queries.Relational) == RelationalQueries.Always,
        CharacterSets = [.. peer.CharacterSets.Select(text => OptionText.CharacterSet(text, $"{path}:CharacterSets"))],
    };

    private static CommitmentPeer CommitmentsOf(PeerOptions peer, CalledPeer? called, string path) =>
        peer.CommitmentReports == CommitmentReports.NewAssociation && called is null
            ? throw new StartException(
                $"{path}:CommitmentReports is NewAssociation, so {path}:Host and {path}:Port must say where it is called, and {path}:Roles have Commitment.")
            : new CommitmentPeer { Reports = peer.CommitmentReports ?? default, SendsRetrieveAeTitle = peer.CommitmentRetrieveAeTitle ?? false };

    private static IReadOnlyList<IPAddress> AddressesOf(PeerOptions peer, PeerRoles roles, string path)
    {
        if (IPAddress.TryParse(peer.Host, out var address))
            return [address];
        return peer.Host.Length == 0 || (ConfiguredCalls.IsCalled(peer, roles) && peer.Port is not null)
            ? []
            : throw new StartException($"{path}:Host '{peer.Host}' is no IP address: a peer that calls is known by its address, a name is only called.");
    }
}
