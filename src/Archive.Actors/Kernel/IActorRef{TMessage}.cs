namespace Archive.Actors.Kernel;

/// <summary>A typed address of an actor. All members may be called from any thread.</summary>
/// <typeparam name="TMessage">What the actor understands: usually an abstract record with one sealed record per message.</typeparam>
public interface IActorRef<in TMessage> : IActorRef
{
    /// <summary>
    /// Puts a message into the mailbox; while the mailbox is full the sender waits, first come first served.
    /// Messages that one sender awaits one after the other arrive in that order.
    /// An actor that awaits room in its own mailbox waits for itself: use <see cref="TryTell"/> there.
    /// </summary>
    /// <exception cref="ActorStoppedException">The actor has stopped or stops; the message was not taken.</exception>
    /// <exception cref="OperationCanceledException">Cancelled while waiting; the message was not taken.</exception>
    ValueTask TellAsync(TMessage message, CancellationToken cancellationToken = default);

    /// <summary>Puts a message into the mailbox; false when it is full or the actor has stopped.</summary>
    bool TryTell(TMessage message);

    /// <summary>
    /// Sends a message made by <paramref name="create"/> around a <see cref="ReplyTo{TReply}"/> and waits for the reply.
    /// A static lambda with <paramref name="state"/> allocates nothing but the message. Await the result once, as any ValueTask.
    /// </summary>
    /// <param name="deadline">For room in the mailbox and the reply together.</param>
    /// <exception cref="AskTimeoutException">No reply within the deadline. The message may still be handled; a late reply is ignored.</exception>
    /// <exception cref="ActorFailedException">The actor threw while it handled this message.</exception>
    /// <exception cref="ActorStoppedException">The actor stopped before it handled this message.</exception>
    ValueTask<TReply> AskAsync<TReply, TState>(
        Func<ReplyTo<TReply>, TState, TMessage> create, TState state, TimeSpan deadline, CancellationToken cancellationToken = default);
}
