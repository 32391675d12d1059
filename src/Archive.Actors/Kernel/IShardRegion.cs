namespace Archive.Actors.Kernel;

/// <summary>
/// The way to entities: actors that are found by their id, start with their first message, and have one live instance.
/// Callers do not know on which node that is.
/// </summary>
public interface IShardRegion<TMessage>
{
    /// <summary>Sends a message to an entity; waits while its mailbox is full or its previous instance stops.</summary>
    /// <exception cref="ActorStoppedException">The region has stopped; the message was not taken.</exception>
    /// <exception cref="ShardNotOwnedException">Another node owns the entity; the message was not taken.</exception>
    ValueTask TellAsync(string entityId, TMessage message, CancellationToken cancellationToken = default);

    /// <summary>As <see cref="IActorRef{TMessage}.AskAsync"/>, to an entity.</summary>
    /// <exception cref="AskTimeoutException">No reply within the deadline.</exception>
    /// <exception cref="ActorFailedException">The entity threw while it handled this message.</exception>
    /// <exception cref="ActorStoppedException">The region has stopped, or the entity stopped before it handled the message, for example because it could not start.</exception>
    /// <exception cref="ShardNotOwnedException">Another node owns the entity; the message was not taken.</exception>
    ValueTask<TReply> AskAsync<TReply, TState>(
        string entityId, Func<ReplyTo<TReply>, TState, TMessage> create, TState state, TimeSpan deadline, CancellationToken cancellationToken = default);
}
