using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Associations;

/// <summary>What an operation may do with the association on which it was asked for. Every member may be called from any thread.</summary>
public interface IAssociation
{
    /// <summary>By which log lines name it.</summary>
    long Number { get; }

    Peer Peer { get; }

    NegotiatedAssociation Negotiated { get; }

    /// <summary>Cancelled when the association is over: nothing can be sent any more.</summary>
    CancellationToken Ended { get; }

    /// <summary>What a service counts and remembers on this association, made when it is first asked for.</summary>
    T StatisticsOf<T>()
        where T : class, IServiceStatistics, new();

    /// <summary>Sends a response. With the last one of a cancellable operation its Message ID is free: the peer may use it at once.</summary>
    ValueTask RespondAsync(PresentationContext context, DimseResponse response, ReadOnlyMemory<byte>? dataSet = null);

    /// <summary>Answers a request that does not begin. An operation that goes on under the same Message ID is not touched.</summary>
    ValueTask RefuseAsync(PresentationContext context, DimseRequest request, DimseStatus status, string comment);

    /// <summary>Sends a response together with those that follow it soon.</summary>
    ValueTask AppendAsync(PresentationContext context, DimseResponse response, ReadOnlyMemory<byte> dataSet);

    /// <summary>Sends what was appended.</summary>
    ValueTask FlushAsync();

    /// <summary>Sends a request to the peer and waits for its response.</summary>
    /// <param name="request">Gets a Message ID that no other one in flight has.</param>
    /// <param name="dataSet">In the transfer syntax of the context, sent to its end; null for none.</param>
    /// <returns>Null when the peer has the request and did not answer in time. The association goes on.</returns>
    Task<DimseResponse?> InvokeAsync(
        PresentationContext context, DimseRequest request, Stream? dataSet, ResponsePatience patience, CancellationToken cancellationToken);

    /// <summary>Waits until one operation more may be under way by the negotiated window; nothing is read meanwhile.</summary>
    ValueTask TakeSlotAsync();

    /// <summary>Gives back what was taken, once.</summary>
    void ReturnSlot();

    /// <summary>Runs an operation beside the reader. Its failure aborts the association, unless that is over already.</summary>
    void Run(Func<Task> operation);

    /// <summary>
    /// Runs what is left to do for an operation that is answered. A release does not wait for it; the end of the association does for a
    /// moment, and then cancels it.
    /// </summary>
    void RunAside(Func<CancellationToken, Task> work);

    /// <summary>
    /// Performs an operation that a C-CANCEL may end; refuses it when too many are under way, or one with its Message ID.
    /// </summary>
    Task RunCancellableAsync(PresentationContext context, DimseRequest request, Func<CancellationToken, Task> operation);
}
