namespace Archive.Actors.Kernel;

/// <summary>A message in a mailbox, with what has a say in it or wants to know what becomes of it.</summary>
internal readonly record struct Envelope<TMessage>(TMessage Message, MessageOrigin? Origin = null, long Generation = 0)
{
    /// <summary>False when the message was called off and is not to be handled.</summary>
    public bool Claim() => Origin is null || Origin.Claim();

    public void Fail(Exception error) => Origin?.Fail(Generation, error);
}

/// <summary>An ask, or something that an actor has started itself and may call off.</summary>
internal abstract class MessageOrigin
{
    public virtual bool Claim() => true;

    public virtual void Fail(long generation, Exception error)
    {
    }
}
