namespace Archive.Actors.Kernel;

public sealed record ShardRegionOptions
{
    /// <summary>Messages that may wait for one entity before senders have to.</summary>
    public int MailboxCapacity { get; init; } = 256;

    /// <summary>An entity without messages for so long leaves memory.</summary>
    public TimeSpan PassivateAfter { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>Beyond so many in memory the longest idle ones leave early; busy ones stay. Null for no limit.</summary>
    public int? MaxLiveEntities { get; init; }

    public SupervisorStrategy Supervision { get; init; } = SupervisorStrategy.Restart;
}
