namespace Archive.Actors.Kernel;

/// <summary>
/// Where a reply goes. Travels inside the message; the actor may keep it and reply later, from any thread, but then has to
/// answer it in every case: only a failure during the message's own turn is passed on for it.
/// The first reply counts, later ones and those after the deadline are ignored. The default value replies to nobody.
/// </summary>
public readonly record struct ReplyTo<TReply>
{
    private readonly PendingReply<TReply>? _pending;
    private readonly long _generation;

    internal ReplyTo(PendingReply<TReply> pending, long generation)
    {
        _pending = pending;
        _generation = generation;
    }

    public void Tell(TReply reply) => _pending?.Complete(_generation, reply);

    /// <summary>Makes the asker's await throw <paramref name="error"/> (Akka's Status.Failure).</summary>
    public void Fail(Exception error) => _pending?.Fail(_generation, error);
}
