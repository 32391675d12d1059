namespace Archive.Actors.Kernel;

/// <summary>Where messages can be put: an actor, or an entity of a region that may have to be started first.</summary>
internal interface IInbox<TMessage>
{
    PostResult TryPost(in Envelope<TMessage> envelope);

    /// <summary>Waits for room. Throws <see cref="ActorStoppedException"/> when the message cannot be taken any more.</summary>
    ValueTask PostAsync(Envelope<TMessage> envelope, CancellationToken cancellationToken);
}

internal enum PostResult
{
    Accepted,
    Full,
    Closed,
}
