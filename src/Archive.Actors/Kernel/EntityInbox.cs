namespace Archive.Actors.Kernel;

/// <summary>Puts messages into an entity's mailbox, starting the entity where there is none.</summary>
internal readonly struct EntityInbox<TMessage>(ShardRegion<TMessage> region, string entityId) : IInbox<TMessage>
{
    public PostResult TryPost(in Envelope<TMessage> envelope) =>
        region.Find(entityId) is { } entity ? entity.TryPost(envelope) : PostResult.Closed;

    /// <summary>A closed mailbox means that the instance stops: its successor starts only after its end.</summary>
    public async ValueTask PostAsync(Envelope<TMessage> envelope, CancellationToken cancellationToken)
    {
        while (true)
        {
            ActorCell<TMessage> entity = region.Find(entityId) ?? throw region.Refusal(entityId);
            if (await entity.WaitToPostAsync(envelope, cancellationToken).ConfigureAwait(false) == PostResult.Accepted)
                return;
            await entity.WhenTerminated.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }
}
