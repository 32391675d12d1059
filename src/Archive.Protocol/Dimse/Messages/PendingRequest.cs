using System.Threading.Channels;
using Archive.Protocol.Association;

namespace Archive.Protocol.Dimse;

/// <summary>
/// A request that this side sends, and its responses as they come. Who receives fills it, waiting when the requester lags behind by more
/// than a few: then the connection fills up and the peer waits as well.
/// </summary>
public sealed class PendingRequest
{
    private const int MaxUnread = 64;

    private readonly Channel<(DimseResponse Response, byte[] DataSet)> _responses =
        Channel.CreateBounded<(DimseResponse, byte[])>(new BoundedChannelOptions(MaxUnread) { SingleReader = true, SingleWriter = false });

    internal PendingRequest(ushort messageId, PresentationContext context, CommandField responseField)
    {
        MessageId = messageId;
        Context = context;
        ResponseField = responseField;
    }

    /// <summary>Which the request has to have.</summary>
    public ushort MessageId { get; }

    public PresentationContext Context { get; }

    /// <summary>A C-CANCEL was sent. Belongs to the requester.</summary>
    public bool IsCanceled { get; set; }

    internal CommandField ResponseField { get; }

    /// <summary>Takes a response that is here already.</summary>
    public bool TryRead(out (DimseResponse Response, byte[] DataSet) response) => _responses.Reader.TryRead(out response);

    /// <summary>Ends when a response is here; fails with the end of the association.</summary>
    public Task WaitToReadAsync(CancellationToken cancellationToken = default) => _responses.Reader.WaitToReadAsync(cancellationToken).AsTask();

    /// <summary>Returns when there is room for it, or nobody waits for it any more.</summary>
    internal async ValueTask AddAsync(DimseResponse response, byte[] dataSet, CancellationToken cancellationToken)
    {
        while (!_responses.Writer.TryWrite((response, dataSet)))
        {
            if (!await _responses.Writer.WaitToWriteAsync(cancellationToken).ConfigureAwait(false))
                return;
        }
    }

    /// <param name="failure">Of who waits; null when nobody does.</param>
    internal void End(Exception? failure) => _responses.Writer.TryComplete(failure);
}
