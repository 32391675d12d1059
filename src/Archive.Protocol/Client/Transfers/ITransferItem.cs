using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client.Transfers;

/// <summary>An object to be sent. It is told once what became of it, and never when the transfer is canceled before its turn.</summary>
public interface ITransferItem
{
    TransferNeed Need { get; }

    /// <summary>Opens the object and reads it ahead. Whatever this throws, the object alone fails by it.</summary>
    /// <param name="contexts">Those in which objects may be sent.</param>
    ValueTask<OutgoingObject> OpenAsync(IReadOnlyList<PresentationContext> contexts, CancellationToken cancellationToken);

    /// <summary>The receiver has answered.</summary>
    void Answered(CStoreResponse response);

    /// <summary>It was not sent, or not answered.</summary>
    /// <param name="cause">
    /// What <see cref="OpenAsync"/> threw, an <see cref="UnreadableObjectException"/>, what ended the associations on which it was in flight, why
    /// there was none; an <see cref="OperationCanceledException"/> when the transfer was ended while it was in flight.
    /// </param>
    void Failed(Exception cause);
}
