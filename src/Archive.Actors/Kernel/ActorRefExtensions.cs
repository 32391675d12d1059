namespace Archive.Actors.Kernel;

public static class ActorRefExtensions
{
    /// <summary>As <see cref="IActorRef{TMessage}.AskAsync"/>, for callers that do not mind a closure.</summary>
    public static ValueTask<TReply> AskAsync<TMessage, TReply>(
        this IActorRef<TMessage> actor, Func<ReplyTo<TReply>, TMessage> create, TimeSpan deadline, CancellationToken cancellationToken = default) =>
        actor.AskAsync(static (ReplyTo<TReply> replyTo, Func<ReplyTo<TReply>, TMessage> create) => create(replyTo), create, deadline, cancellationToken);
}
