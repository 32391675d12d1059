namespace Archive.Actors.Kernel;

/// <summary>The entities of one kind on this node. Members may be called from any thread.</summary>
public sealed class ShardRegion<TMessage> : IShardRegion<TMessage>, IHasPath
{
    private readonly Shard<TMessage>?[] _shards = new Shard<TMessage>?[ShardId.Count];
    private readonly Func<string, Entity<TMessage>> _factory;
    private readonly int _maxLiveEntities;
    private readonly Props<TMessage> _props;
    private readonly IShardLocator _locator;
    private readonly KeyValuePair<string, object?> _tag;
    private int _liveEntities;
    private int _isMakingRoom;
    private bool _isStopping;

    private ShardRegion(ActorSystem system, string name, Func<string, Entity<TMessage>> factory, ShardRegionOptions options, IShardLocator locator)
    {
        System = system;
        Path = $"{system.Name}/{name}";
        _factory = factory;
        _maxLiveEntities = options.MaxLiveEntities ?? int.MaxValue;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(_maxLiveEntities, nameof(options));
        _props = new Props<TMessage>(static () => throw new InvalidOperationException("An entity is made with its id."))
        {
            MailboxCapacity = options.MailboxCapacity,
            ReceiveTimeout = options.PassivateAfter,
            Supervision = options.Supervision,
        };
        _locator = locator;
        _tag = new KeyValuePair<string, object?>("region", name);
    }

    public string Path { get; }

    public int LiveEntities => Volatile.Read(ref _liveEntities);

    internal ActorSystem System { get; }

    internal bool IsStopping => Volatile.Read(ref _isStopping);

    /// <summary>
    /// Opens a region; it stops in the phase <see cref="ShutdownPhase.ClusterShardingShutdownRegion"/>.
    /// </summary>
    /// <param name="factory">Makes an entity, given its id.</param>
    public static ShardRegion<TMessage> Start(
        ActorSystem system, string name, Func<string, Entity<TMessage>> factory, ShardRegionOptions? options = null, IShardLocator? locator = null)
    {
        var region = new ShardRegion<TMessage>(system, name, factory, options ?? new ShardRegionOptions(), locator ?? SingleNodeLocator.Instance);
        system.CoordinatedShutdown.AddTask(ShutdownPhase.ClusterShardingShutdownRegion, name, region.StopAsync);
        return region;
    }

    public ValueTask TellAsync(string entityId, TMessage message, CancellationToken cancellationToken = default) =>
        Asking.TellAsync(new EntityInbox<TMessage>(this, entityId), message, cancellationToken);

    public ValueTask<TReply> AskAsync<TReply, TState>(
        string entityId, Func<ReplyTo<TReply>, TState, TMessage> create, TState state, TimeSpan deadline, CancellationToken cancellationToken = default) =>
        Asking.AskAsync(System, this, new EntityInbox<TMessage>(this, entityId), create, state, deadline, cancellationToken);

    /// <summary>Refuses new messages, lets every entity handle those in its mailbox, and completes when all have stopped.</summary>
    /// <param name="cancellationToken">Ends the patience: entities then stop after their current message.</param>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        Volatile.Write(ref _isStopping, true);
        ActorCell<TMessage>[] entities = [.. Entities()];
        await using CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static entities =>
            {
                foreach (ActorCell<TMessage> entity in (ActorCell<TMessage>[])entities!)
                    entity.Stop();
            },
            entities);
        await Task.WhenAll(entities.Select(static entity => entity.GracefulStopAsync())).ConfigureAwait(false);
    }

    /// <summary>The entity, started if need be; null when this node cannot take messages for it.</summary>
    internal ActorCell<TMessage>? Find(string entityId)
    {
        if (IsStopping)
            return null;
        ShardId id = ShardId.Of(entityId);
        if (!_locator.IsLocal(id))
            return null;
        Shard<TMessage> shard = Volatile.Read(ref _shards[id.Value])
            ?? Interlocked.CompareExchange(ref _shards[id.Value], new Shard<TMessage>(this, id), null)
            ?? _shards[id.Value]!;
        return shard.GetOrStart(entityId);
    }

    /// <summary>Why <see cref="Find"/> returned null.</summary>
    internal Exception Refusal(string entityId) =>
        IsStopping ? new ActorStoppedException(Path) : new ShardNotOwnedException(Path, ShardId.Of(entityId));

    internal Props<TMessage> PropsOf(string entityId) => _props with { Factory = () => _factory(entityId) };

    internal void OnEntityStarts()
    {
        KernelMetrics.LiveEntities.Add(1, _tag);
        if (Interlocked.Increment(ref _liveEntities) > _maxLiveEntities && Interlocked.Exchange(ref _isMakingRoom, 1) == 0)
            ThreadPool.UnsafeQueueUserWorkItem(static region => region.MakeRoom(), this, preferLocal: false);
    }

    internal void OnEntityTerminated()
    {
        KernelMetrics.LiveEntities.Add(-1, _tag);
        Interlocked.Decrement(ref _liveEntities);
    }

    /// <summary>Asks a sixteenth more than necessary to leave, so that not every new entity has to look at all others.</summary>
    private void MakeRoom()
    {
        int excess = LiveEntities - (_maxLiveEntities - (_maxLiveEntities / 16));
        ActorCell<TMessage>[] longestIdle = [.. Entities().OrderBy(static entity => entity.LastActiveAt).Take(excess)];
        foreach (ActorCell<TMessage> entity in longestIdle)
            entity.Post(new Signal(SignalKind.MakeRoom));
        Volatile.Write(ref _isMakingRoom, 0);
    }

    private IEnumerable<ActorCell<TMessage>> Entities() =>
        _shards.Where(static shard => shard is not null).SelectMany(static shard => shard!.Snapshot());
}
