namespace Archive.Protocol.Client.Transfers;

/// <summary>How a transfer is done.</summary>
public sealed record TransferOptions
{
    /// <summary>
    /// How many objects each lane opens and reads ahead of the one that is being sent. Each holds at most
    /// <see cref="OutgoingObject.MaxBufferedBytes"/> and one read more, so that a lane holds that for one object more than this.
    /// </summary>
    public int ReadAhead { get; init; } = 1;

    /// <summary>How often an object may be in flight when an association fails and still be sent again.</summary>
    public int MaxInterruptions { get; init; }

    public TimeProvider Time { get; init; } = TimeProvider.System;
}
