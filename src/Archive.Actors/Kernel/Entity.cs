namespace Archive.Actors.Kernel;

/// <summary>An actor of a <see cref="ShardRegion{TMessage}"/>. Its id may identify a patient: it belongs in no log line or metric.</summary>
public abstract class Entity<TMessage>(string entityId) : Actor<TMessage>
{
    protected string EntityId { get; } = entityId;

    /// <summary>
    /// Leaves memory after the current turn. Messages that wait by then, or come while <see cref="Actor{TMessage}.PostStopAsync"/>
    /// runs, go to a new incarnation in their order.
    /// </summary>
    protected void Passivate() => Context.Passivate();

    /// <summary>Idle for <see cref="ShardRegionOptions.PassivateAfter"/>, or asked to make room: passivates. Override to stay while work is pending.</summary>
    protected override ValueTask OnReceiveTimeoutAsync()
    {
        Passivate();
        return ValueTask.CompletedTask;
    }
}
