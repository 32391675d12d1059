using Archive.Protocol.Client.Transfers;

namespace Archive.Actors.Services.Retrieve;

/// <summary>How retrievals report, read and send.</summary>
public sealed record RetrievalSettings
{
    /// <summary>What one sending association holds of objects at most, beside the memory budget of objects that come in.</summary>
    public const int MaxSendBytes = 2 * OutgoingObject.MaxBytes;

    /// <summary>A pending response at least this often while sub-operations go on.</summary>
    public TimeSpan PendingInterval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>A pending response at least after this many sub-operations; after each one while they are few.</summary>
    public int PendingEveryObjects { get; init; } = 20;

    /// <summary>For the requestor of a C-GET to answer for one object, from when its system has all of it.</summary>
    public TimeSpan ResponseTimeout { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The same after a C-CANCEL.</summary>
    public TimeSpan CanceledResponseTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Associations on which objects are sent at once, over all retrievals; more wait. Each holds at most two objects in
    /// memory, or what is read ahead of them (<see cref="OutgoingObject.MaxBufferedBytes"/> and one read more).
    /// </summary>
    public int MaxSendingAssociations { get; init; } = 64;

    /// <summary>Objects in flight on an association with a destination that grants an asynchronous operations window; 1 proposes none.</summary>
    public int OperationsWindow { get; init; } = 8;
}
