namespace Archive.Actors.Kernel;

/// <summary>A message to come that can be called off.</summary>
public interface ICancelable
{
    /// <summary>Called in the actor's turn, the message does not come any more, even if it was in the mailbox already.</summary>
    void Cancel();
}
