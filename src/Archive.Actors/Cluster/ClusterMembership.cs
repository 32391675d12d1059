using System.Globalization;
using Akka.Actor;
using Akka.Cluster;
using Akka.Remote;
using Archive.Storage.Health;
using Archive.Storage.Journal;
using Archive.Storage.Members;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Cluster;

/// <summary>
/// A node among those that share a database: brings it into their one cluster, shows that it lives, fences those that do not or that the cluster has
/// given up, and finds out when it is fenced itself. Whoever began is joined; if nobody has, the one that started first of those that live begins.
/// </summary>
internal sealed class ClusterMembership : ReceiveActor, IWithTimers
{
    /// <summary>The name of this actor, by which members find each other's.</summary>
    public const string Name = "cluster-membership";

    /// <summary>Parts of a beat's interval, in each of which the others may be told that the database does not answer.</summary>
    private const int PartsOfBeat = 4;

    /// <summary>For so many of them it has not answered before they are.</summary>
    private const int MissesBeforeTold = 6;

    /// <summary>Two rounds of gossip: who is down learns it before nobody talks to him any more.</summary>
    private static readonly TimeSpan LastWords = TimeSpan.FromMilliseconds(500);

    private readonly Akka.Cluster.Cluster _cluster = Akka.Cluster.Cluster.Get(Context.System);
    private readonly CoordinatedShutdown _shutdown = CoordinatedShutdown.Get(Context.System);
    private readonly IClusterMembers _members;
    private readonly ClusterSettings _settings;
    private readonly ArchiveHealth _health;
    private readonly ClusterEntry _entry;
    private readonly IJournalFeed _feed;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly MemberWatch _watch;
    private readonly CancellationTokenSource _stop = new();

    /// <summary>Where there are, or were, nodes since this one started: tried before it begins a cluster of its own.</summary>
    private readonly HashSet<Address> _places = [];

    /// <summary>Those that the cluster has given up.</summary>
    private readonly HashSet<long> _downed = [];
    private readonly List<Address> _quarantinedBy = [];
    private IReadOnlyList<Address> _joining = [];
    private bool _isLooking;
    private bool _isLookingAgain;
    private bool _isMember;
    private int _misses;
    private long? _apartSince;

    public ClusterMembership(
        IClusterMembers members,
        ClusterSettings settings,
        ArchiveHealth health,
        ClusterEntry entry,
        IJournalFeed feed,
        TimeProvider time,
        ILogger<ClusterMembership> logger)
    {
        (_members, _settings, _health, _entry, _feed, _time, _logger) = (members, settings, health, entry, feed, time, logger);
        _watch = new MemberWatch(time, settings);
        Receive<LookAround>(_ => Look());
        Receive<MembersSeen>(seen => Settle(seen.Members));
        Receive<MembersSettled>(_ => Rest(_isMember ? _settings.BeatInterval : _settings.LookInterval));
        Receive<MembersUnseen>(unseen => Fail(unseen.Cause));
        Receive<ClusterEvent.IMemberEvent>(change => Follow(change.Member, change is ClusterEvent.MemberRemoved { PreviousStatus: MemberStatus.Down }));
        Receive<MissDatabase>(_ => Miss());
        Receive<PartWith>(part => Quarantine(part.Node));
        Receive<MemberCutOff>(said =>
        {
            _watch.NoteCutOff(said.Id);
            Look();
        });
        Receive<ThisActorSystemQuarantinedEvent>(quarantined =>
        {
            _quarantinedBy.Add(quarantined.RemoteAddress);
            Look();
        });
    }

    public ITimerScheduler Timers { get; set; } = null!; // set by Akka before the first message

    protected override void PreStart()
    {
        _cluster.Subscribe(Self, ClusterEvent.SubscriptionInitialStateMode.InitialStateAsEvents, typeof(ClusterEvent.IMemberEvent));
        Context.System.EventStream.Subscribe(Self, typeof(ThisActorSystemQuarantinedEvent));
        Look();
    }

    protected override void PostStop()
    {
        _cluster.Unsubscribe(Self);
        Context.System.EventStream.Unsubscribe(Self);
        _ = _stop.CancelAsync();
    }

    private void Look()
    {
        if (_isLooking)
        {
            _isLookingAgain = true;
            return;
        }

        _isLooking = true;
        var condition = new MemberCondition(_feed.Lag, _health.NotReadyReason);
        _ = _members.BeatAsync(condition, _stop.Token)
            .PipeTo(Self, success: static members => new MembersSeen(members), failure: static cause => new MembersUnseen(cause));
    }

    private void Settle(IReadOnlyList<ClusterMember> members)
    {
        _misses = 0;
        _health.Report(ArchivePart.Cluster, HealthState.Working);
        _entry.Members = members;
        if (_isMember)
            _entry.WaitsFor = null;
        if (members.FirstOrDefault(member => member.Id == _members.Id) is not { } me)
        {
            if (_shutdown.ShutdownReason is null) // it leaves its row at its end
                EndNode("Another node took this one for dead: it commits nothing any more.");
            return;
        }

        _entry.SetRequest(me.Request);
        if (_quarantinedBy.Exists(by => members.Any(member => PlaceOf(member) == by)))
            EndNode("The cluster has given this node up.");
        _quarantinedBy.Clear();
        var acts = _watch.Observe(members).Concat(_downed).Distinct().Where(id => id != me.Id && members.Any(member => member.Id == id)).Select(Fence).ToList();
        _downed.IntersectWith(members.Select(member => member.Id));
        if (!_isMember)
            Join(me, members, acts);
        else if (!me.IsFormed)
            acts.Add(() => _members.SetFormedAsync(_stop.Token));
        else
            FindOtherCluster(members);
        _ = InOrderAsync(acts).PipeTo(Self, success: static () => MembersSettled.Instance, failure: static cause => new MembersUnseen(cause));
    }

    private Func<Task> Fence(long id)
    {
        var reason = _downed.Contains(id) ? "the cluster has given it up" : _watch.IsCutOff(id) ? "the database does not answer it" : "it shows no life";
        var member = _cluster.State.Members.FirstOrDefault(member => MemberRole.IdOf(member) == id);
        return async () =>
        {
            if (await _members.FenceAsync(id, _stop.Token))
                Log.Fences(_logger, id, reason);
            if (member is not null)
                _cluster.Down(member.Address); // it may well be there, cut off from the database: others take over what it cannot do
        };
    }

    private void Join(ClusterMember me, IReadOnlyList<ClusterMember> members, List<Func<Task>> acts)
    {
        var others = members.Where(member => member.Id != me.Id).ToList();
        _places.UnionWith(others.Select(PlaceOf));
        if (me.IsFormed)
        {
            if (_joining.Count == 0 || _joining[0] != _cluster.SelfAddress)
                JoinAt([_cluster.SelfAddress, .. _places]); // itself, when none of those is a member
        }
        else if (others.Where(member => member.IsFormed).ToList() is { Count: > 0 } formed)
        {
            WaitFor($"to be let in by {string.Join(", ", formed.Select(member => member.Address))}");
            JoinAt([.. formed.Select(PlaceOf)]);
        }
        else if (members[0] == me)
        {
            var self = Self;
            acts.Add(async () =>
            {
                if (await _members.TryFoundAsync(_stop.Token))
                    self.Tell(LookAround.Instance);
            });
        }
        else
        {
            WaitFor($"for {members[0].Address}, which started before it, to begin");
        }
    }

    private void JoinAt(IReadOnlyList<Address> places)
    {
        if (_joining.SequenceEqual(places))
            return; // Akka tries again by itself
        _joining = places;
        _cluster.JoinSeedNodes(places);
    }

    private void Rest(TimeSpan duration)
    {
        _isLooking = false;
        if (_isLookingAgain)
        {
            _isLookingAgain = false;
            Look();
            return;
        }

        Timers.StartSingleTimer(nameof(LookAround), LookAround.Instance, duration);
    }

    private void Fail(Exception cause)
    {
        if (_stop.IsCancellationRequested)
            return;
        _watch.Forget();
        if (cause is not MembersUnavailableException)
            Log.LookFailed(_logger, cause);
        _health.Report(ArchivePart.Cluster, HealthState.Impaired, $"Nothing is known of the other nodes. {cause.Message}");
        if (_isMember)
            _entry.WaitsFor = "for the database to answer";
        else
            WaitFor("for the database to answer");
        Rest(_settings.LookInterval);
    }

    /// <summary>Tells the others that the database does not answer. Whoever it answers need not wait for as long as with one that says nothing.</summary>
    private void Miss()
    {
        Timers.StartSingleTimer(nameof(MissDatabase), MissDatabase.Instance, _settings.BeatInterval / PartsOfBeat);
        if (_misses++ < MissesBeforeTold)
            return;
        foreach (var other in _cluster.State.Members.Where(member => member.Address != _cluster.SelfAddress && member.Status == MemberStatus.Up))
            Context.ActorSelection(new RootActorPath(other.Address) / "user" / Name).Tell(new MemberCutOff(_members.Id));
    }

    private void Follow(Member member, bool wasDown)
    {
        if (MemberRole.IdOf(member) is not { } id)
            return;
        if (id == _members.Id)
        {
            if (member.Status == MemberStatus.Up && !_isMember)
            {
                _isMember = true;
                Log.Joined(_logger, id, _members.Address);
                _entry.SetJoined();
                Miss();
                Look();
            }
        }
        else if ((wasDown || member.Status == MemberStatus.Down) && _downed.Add(id))
        {
            Timers.StartSingleTimer(member.UniqueAddress, new PartWith(member.UniqueAddress), LastWords);
            Look();
        }
    }

    /// <summary>
    /// Akka removes who is down when he is not reached. One that was reached is missed 4 s after he went, and is not replaced any sooner; who is quarantined
    /// counts as not reached at once.
    /// </summary>
    private void Quarantine(UniqueAddress node)
    {
        if (_cluster.State.Members.Any(member => member.UniqueAddress.Equals(node)))
            ((IRemoteActorRefProvider)((ExtendedActorSystem)Context.System).Provider).Quarantine(node.Address, node.Uid);
    }

    /// <summary>There must be one cluster. Should there be two, those that do not have the one that started first end themselves, and join when they start again.</summary>
    private void FindOtherCluster(IReadOnlyList<ClusterMember> members)
    {
        var ours = _cluster.State.Members.Select(MemberRole.IdOf).ToHashSet();
        var first = members.First(member => member.IsFormed);
        if (ours.Contains(first.Id))
            _apartSince = null;
        else if (_time.GetElapsedTime(_apartSince ??= _time.GetTimestamp()) > _settings.Patience * 2)
            EndNode(string.Create(CultureInfo.InvariantCulture, $"There is another cluster, with the node at {first.Address}."));
    }

    private void WaitFor(string what)
    {
        if (_entry.WaitsFor == what || _shutdown.ShutdownReason is not null)
            return;
        _entry.WaitsFor = what;
        Log.Waits(_logger, what);
        _health.Close($"The node is no member of the cluster yet: it waits {what}.");
    }

    private void EndNode(string reason) => _health.Report(ArchivePart.Cluster, HealthState.Failed, reason);

    private Address PlaceOf(ClusterMember member)
    {
        var colon = member.Address.LastIndexOf(':');
        return new Address(_cluster.SelfAddress.Protocol, _cluster.SelfAddress.System, member.Address[..colon], int.Parse(member.Address.AsSpan(colon + 1), CultureInfo.InvariantCulture));
    }

    private static async Task InOrderAsync(IEnumerable<Func<Task>> acts)
    {
        foreach (var act in acts)
            await act();
    }
}
