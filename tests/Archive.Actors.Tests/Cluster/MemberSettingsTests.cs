using Akka.Configuration;
using Archive.Actors.Cluster;

namespace Archive.Actors.Tests.Cluster;

/// <summary>What the settings of a member come to, together.</summary>
public sealed class MemberSettingsTests
{
    /// <summary>Of the resolver, which cannot be set.</summary>
    private static readonly TimeSpan Tick = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Config _settings;

    public MemberSettingsTests()
    {
        using var file = typeof(ArchiveSystem).Assembly.GetManifestResourceStream("members.conf")!;
        using var reader = new StreamReader(file);
        _settings = ConfigurationFactory.ParseString(reader.ReadToEnd());
    }

    /// <summary>From its last heartbeat, on a host where they come evenly.</summary>
    private TimeSpan SoonestDecision =>
        Cluster("failure-detector.acceptable-heartbeat-pause") + Cluster("failure-detector.heartbeat-interval") + Cluster("split-brain-resolver.stable-after");

    [Fact]
    public void A_node_that_says_nothing_is_given_up_after_four_to_six_seconds()
    {
        Assert.InRange(SoonestDecision, 4 * Second, 6 * Second - Tick);
    }

    [Fact]
    public void The_lease_of_an_owner_that_died_has_run_out_before_the_others_can_want_it()
    {
        var lease = _settings.GetTimeSpan("archive.cluster-lease.heartbeat-timeout");

        Assert.InRange(lease, 2 * _settings.GetTimeSpan("archive.cluster-lease.heartbeat-interval"), SoonestDecision - Second);
    }

    private TimeSpan Cluster(string name) => _settings.GetTimeSpan($"akka.cluster.{name}");
}
