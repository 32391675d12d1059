using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Archive.Actors.Kernel;

/// <summary>The actors of one node: their common time, log, and orderly end.</summary>
public sealed class ActorSystem : IActorParent, IAsyncDisposable
{
    private readonly ConcurrentDictionary<Type, object> _replies = new();
    private readonly ActorChildren _actors;
    private volatile bool _isStopping;

    public ActorSystem(string name, TimeProvider? timeProvider = null, ILoggerFactory? loggerFactory = null)
    {
        Name = name;
        TimeProvider = timeProvider ?? TimeProvider.System;
        Logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("Archive.Actors.Kernel");
        CoordinatedShutdown = new CoordinatedShutdown(TimeProvider, Logger);
        _actors = new ActorChildren(this);
        CoordinatedShutdown.AddTask(ShutdownPhase.ActorSystemTerminate, "stop actors", _ => StopActorsAsync());
    }

    public string Name { get; }

    public TimeProvider TimeProvider { get; }

    public CoordinatedShutdown CoordinatedShutdown { get; }

    internal ILogger Logger { get; }

    ActorSystem IActorParent.System => this;

    bool IActorParent.IsStopping => _isStopping;

    /// <summary>Starts an actor without a parent. What it escalates shuts the system down.</summary>
    /// <exception cref="InvalidOperationException">An actor of that name lives, or the system has shut down.</exception>
    public IActorRef<TMessage> ActorOf<TMessage>(Props<TMessage> props, string? name = null) => _actors.Start(props, name);

    /// <summary>Runs <see cref="CoordinatedShutdown"/>, whose last phase stops the actors.</summary>
    public async ValueTask DisposeAsync() => await CoordinatedShutdown.RunAsync("the actor system is disposed of").ConfigureAwait(false);

    internal PendingReplyPool<TReply> RepliesOf<TReply>() =>
        (PendingReplyPool<TReply>)_replies.GetOrAdd(typeof(TReply), static (_, time) => new PendingReplyPool<TReply>(time), TimeProvider);

    string IActorParent.PathOf(string childName) => $"{Name}/{childName}";

    void IActorParent.OnChildTerminated(ActorCell child) => _actors.Remove(child);

    void IActorParent.OnChildEscalated(ActorCell child, Exception error) => ShutDownBecauseOf(child, error);

    internal void ShutDownBecauseOf(ActorCell child, Exception error)
    {
        Log.EscalatedToSystem(Logger, child.Path, error);
        _ = CoordinatedShutdown.RunAsync($"actor {child.Path} failed");
    }

    private Task StopActorsAsync()
    {
        _isStopping = true;
        return _actors.StopAllAsync();
    }
}
