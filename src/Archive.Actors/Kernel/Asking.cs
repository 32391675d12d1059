namespace Archive.Actors.Kernel;

/// <summary>Tell and ask over any <see cref="IInbox{TMessage}"/>; an inbox that is a struct is not boxed.</summary>
internal static class Asking
{
    public static ValueTask TellAsync<TInbox, TMessage>(TInbox inbox, TMessage message, CancellationToken cancellationToken)
        where TInbox : IInbox<TMessage>
    {
        var envelope = new Envelope<TMessage>(message);
        return inbox.TryPost(envelope) == PostResult.Accepted ? ValueTask.CompletedTask : inbox.PostAsync(envelope, cancellationToken);
    }

    public static ValueTask<TReply> AskAsync<TInbox, TMessage, TReply, TState>(
        ActorSystem system, IHasPath target, TInbox inbox,
        Func<ReplyTo<TReply>, TState, TMessage> create, TState state, TimeSpan deadline, CancellationToken cancellationToken)
        where TInbox : IInbox<TMessage>
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(deadline, TimeSpan.Zero);
        PendingReply<TReply> pending = system.RepliesOf<TReply>().Rent();
        ValueTask<TReply> reply = pending.Begin(target, deadline, cancellationToken, out ReplyTo<TReply> replyTo, out long generation);
        var envelope = new Envelope<TMessage>(create(replyTo, state), pending, generation);
        return inbox.TryPost(envelope) == PostResult.Accepted
            ? reply
            : AskWhenThereIsRoomAsync(system.TimeProvider, inbox, envelope, reply, deadline, cancellationToken);
    }

    private static async ValueTask<TReply> AskWhenThereIsRoomAsync<TInbox, TMessage, TReply>(
        TimeProvider time, TInbox inbox, Envelope<TMessage> envelope, ValueTask<TReply> reply, TimeSpan deadline, CancellationToken cancellationToken)
        where TInbox : IInbox<TMessage>
    {
        using var expiry = new CancellationTokenSource(deadline, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellationToken);
        try
        {
            await inbox.PostAsync(envelope, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (either.IsCancellationRequested)
        {
            // The pending reply runs under the same deadline and token: it says which of them it was.
        }
        catch (ActorStoppedException e)
        {
            envelope.Fail(e);
        }
        return await reply.ConfigureAwait(false);
    }
}
