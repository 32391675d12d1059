using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Archive.Actors.Associations;
using Archive.Actors.Peers;
using Archive.Actors.Tests.TestKit;
using Archive.Actors.Work;
using Archive.Protocol.Pdu;
using Archive.Storage.Peers;
using Archive.Testing;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Peers;

/// <summary>What a node makes of the peers that it shares with others.</summary>
public sealed class SharedPeersTests
{
    private static readonly AeTitle Ct1 = new("CT1");
    private static readonly AeTitle Mr1 = new("MR1");

    private readonly TestPeerTable _table = new();
    private readonly PeerDirectory _directory = new([new Peer(new AeTitle("OF_OPTIONS"), PeerRoles.None)], unknown: null);
    private readonly RecordingLoggerFactory _logs = new();

    [Fact]
    public async Task A_node_begins_with_the_peers_of_the_database()
    {
        _table.Set("CT1", "Store");

        await LoadAsync(Create());

        Assert.Equal([Ct1], _directory.Titles);
        Assert.Equal(PeerRoles.Store, _directory.Find(Ct1)!.Roles);
    }

    [Fact]
    public async Task What_has_changed_is_followed_and_the_others_stay_the_same_peers()
    {
        _table.Set("CT1", "Store");
        _table.Set("MR1", "Store");
        var peers = Create();
        await LoadAsync(peers);
        var before = _directory.Find(Mr1);

        _table.Set("CT1", "Query");
        _table.Set("US1", "None");
        Assert.True(await peers.LookAsync(default));

        Assert.Equal(PeerRoles.Query, _directory.Find(Ct1)!.Roles);
        Assert.Same(before, _directory.Find(Mr1));
        Assert.Contains("Peers have changed, version 4: CT1, US1 (new)", Lines(LogLevel.Information));
        _table.Set("CT1", null);
        await peers.LookAsync(default);
        Assert.Null(_directory.Find(Ct1));
        Assert.Contains("Peers have changed, version 5: CT1 (removed)", Lines(LogLevel.Information));
    }

    [Fact]
    public async Task Of_many_changes_some_are_named_in_the_log()
    {
        var peers = Create();
        await LoadAsync(peers);
        for (var i = 0; i < 25; i++)
            _table.Set($"CT{i:00}", "Store");

        await peers.LookAsync(default);

        Assert.EndsWith("CT18 (new), CT19 (new) and 5 more", Lines(LogLevel.Information).Last(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_peer_that_is_not_understood_stays_what_it_was_and_the_others_follow()
    {
        _table.Set("CT1", "Store");
        var peers = Create();
        await LoadAsync(peers);

        _table.Set("CT1", "Teleport");
        _table.Set("MR1", "Query");
        _table.Set("US1", "Teleport");
        await peers.LookAsync(default);
        _table.Set("MR1", "Store");
        await peers.LookAsync(default);

        Assert.Equal([Ct1, Mr1], _directory.Titles);
        Assert.Equal((PeerRoles.Store, PeerRoles.Store), (_directory.Find(Ct1)!.Roles, _directory.Find(Mr1)!.Roles));
        Assert.Equal(
            [
                "Peer CT1 of the database cannot be understood, it stays as it was: Teleport is no role.",
                "Peer US1 of the database cannot be understood, it is left out: Teleport is no role.",
            ],
            Lines(LogLevel.Error));
        _table.Set("CT1", "Query");
        await peers.LookAsync(default);
        Assert.Equal(PeerRoles.Query, _directory.Find(Ct1)!.Roles);
    }

    [Fact]
    public async Task Without_the_database_a_node_goes_on_with_what_it_knows_and_says_so_once()
    {
        _table.Set("CT1", "Store");
        var peers = Create();
        await LoadAsync(peers);

        _table.IsAway = true;
        Assert.False(await peers.LookAsync(default));
        Assert.False(await peers.LookAsync(default));

        Assert.NotNull(_directory.Find(Ct1));
        Assert.Equal(["Changes of peers are not seen now, those that are known stay: Nobody is there."], Lines(LogLevel.Warning));
        _table.IsAway = false;
        _table.Set("CT1", null);
        Assert.True(await peers.LookAsync(default));
        Assert.Null(_directory.Find(Ct1));
        Assert.Contains("Changes of peers are seen again", Lines(LogLevel.Information));
    }

    [Fact]
    public async Task Peers_of_the_options_become_those_of_a_database_that_never_had_any()
    {
        await LoadAsync(Create(), new StoredPeer("CT1", "Store"));

        Assert.Equal([Ct1], _directory.Titles);
        Assert.Contains("The database had no peers yet: it begins with the 1 of this node's Archive:Peers", Lines(LogLevel.Information));
        Assert.Empty(Lines(LogLevel.Warning));
    }

    [Fact]
    public async Task Peers_of_the_options_are_passed_over_once_any_have_been_changed_even_when_none_is_left()
    {
        _table.Set("MR1", "Store");
        _table.Set("MR1", null);

        await LoadAsync(Create(), new StoredPeer("CT1", "Store"));

        Assert.Empty(_directory.Titles);
        Assert.Contains("'archive peers set'", Assert.Single(Lines(LogLevel.Warning)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_start_waits_for_the_database()
    {
        _table.IsAway = true;
        var loading = LoadAsync(Create(), new StoredPeer("CT1", "Store"));

        await Wait.UntilAsync(() => Lines(LogLevel.Warning).Any(), "it to be said that the database is away");
        Assert.False(loading.IsCompleted);
        _table.IsAway = false;
        await loading;

        Assert.Equal([Ct1], _directory.Titles);
    }

    [Fact]
    public async Task The_actor_looks_again_and_again_until_it_is_told_to_stop()
    {
        using var system = ActorSystem.Create("peers");
        var peers = Create();
        await LoadAsync(peers);
        var watch = system.ActorOf(Props.Create<PeerWatch>(peers, Often, _logs.CreateLogger("")));

        _table.Set("CT1", "Store");
        await Wait.UntilAsync(() => _directory.Find(Ct1) is not null, "a new peer to be known");
        _table.Set("CT1", null);
        await Wait.UntilAsync(() => _directory.Find(Ct1) is null, "a peer to be forgotten");
        await watch.GracefulStop(Wait.Limit, StopWork.Instance);

        await system.Terminate();
    }

    private static PeerWatchSettings Often { get; } = new() { Interval = TimeSpan.FromMilliseconds(5) };

    private static Task LoadAsync(SharedPeers peers, params StoredPeer[] first) => peers.LoadAsync(first, "test", TimeProvider.System, default);

    private SharedPeers Create() => new(_table, new RoleReader(), _directory, Often, new Logger<SharedPeers>(_logs));

    private IEnumerable<string> Lines(LogLevel level) => _logs.Lines.Where(line => line.Level == level).Select(line => line.Text);

    /// <summary>A peer's options are its role.</summary>
    private sealed class RoleReader : IPeerReader
    {
        public bool TryRead(StoredPeer stored, [NotNullWhen(true)] out Peer? peer, [NotNullWhen(false)] out string? problem)
        {
            (peer, problem) = Enum.TryParse<PeerRoles>(stored.Options, out var roles) ? (new Peer(new AeTitle(stored.AeTitle), roles), (string?)null) : (null, $"{stored.Options} is no role.");
            return peer is not null;
        }
    }
}
