namespace Archive.Actors.Kernel;

/// <summary>The recipe for an actor.</summary>
/// <param name="Factory">Makes the behaviour anew at start and at every restart; it must not hand out one instance twice.</param>
public sealed record Props<TMessage>(Func<Actor<TMessage>> Factory)
{
    private readonly int _mailboxCapacity = 1024;
    private readonly TimeSpan? _receiveTimeout;

    /// <summary>Messages that may wait in the mailbox before senders have to.</summary>
    public int MailboxCapacity
    {
        get => _mailboxCapacity;
        init => _mailboxCapacity = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A mailbox holds at least one message.");
    }

    /// <summary>What happens when this actor fails.</summary>
    public SupervisorStrategy Supervision { get; init; } = SupervisorStrategy.Restart;

    /// <summary>How long an actor may go without a message before its receive-timeout hook runs; null for never.</summary>
    public TimeSpan? ReceiveTimeout
    {
        get => _receiveTimeout;
        init => _receiveTimeout = value is null || value > TimeSpan.Zero ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "A receive timeout is longer than nothing.");
    }
}
