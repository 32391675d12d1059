using System.Threading.Channels;
using Archive.Protocol.Association;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client;

/// <summary>
/// A request that was sent, and its responses as they come. The receiving side fills it, waiting when the requester lags
/// behind by more than a few: then the connection fills up and the peer waits as well.
/// </summary>
internal sealed class PendingRequest(ushort messageId, PresentationContext context)
{
    private const int MaxUnread = 64;

    private readonly Channel<(DimseResponse Response, byte[] DataSet)> _responses =
        Channel.CreateBounded<(DimseResponse, byte[])>(new BoundedChannelOptions(MaxUnread) { SingleReader = true, SingleWriter = false });

    public ushort MessageId { get; } = messageId;

    public PresentationContext Context { get; } = context;

    /// <summary>A C-CANCEL was sent. Belongs to the requester.</summary>
    public bool IsCanceled { get; set; }

    public ValueTask AddAsync(DimseResponse response, byte[] dataSet, CancellationToken cancellationToken) =>
        _responses.Writer.WriteAsync((response, dataSet), cancellationToken);

    public void Fail(Exception failure) => _responses.Writer.TryComplete(failure);

    /// <summary>Takes a response that is here already.</summary>
    public bool TryRead(out (DimseResponse Response, byte[] DataSet) response) => _responses.Reader.TryRead(out response);

    /// <summary>Ends when a response is here.</summary>
    /// <exception cref="AssociationAbortedException">The association ended.</exception>
    /// <exception cref="DimseTimeoutException">The association ended, for the peer took too long.</exception>
    public Task WaitToReadAsync(CancellationToken cancellationToken) => _responses.Reader.WaitToReadAsync(cancellationToken).AsTask();
}
