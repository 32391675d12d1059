using System.Runtime.CompilerServices;
using Archive.Protocol.Association;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>
/// Receives what the peer sends, for as long as the association lasts: gives responses to the requests that wait for them,
/// serves the peer's own requests and answers A-RELEASE-RQ. Run by one task.
/// </summary>
/// <param name="stream">From which the reader reads.</param>
/// <param name="closed">Ends the receiving.</param>
/// <param name="ended">Canceled when the association has ended, though an A-ABORT may still be on its way.</param>
internal sealed class MessageReceiver(
    PduReader reader,
    PeerStream stream,
    MessageSender sender,
    PendingRequests pending,
    NegotiatedAssociation negotiated,
    ScuAssociationOptions options,
    CancellationToken ended,
    CancellationToken closed)
{
    private long _lastServed = Environment.TickCount64 - (long)options.ResponseTimeout.TotalMilliseconds;
    private volatile bool _isServing;

    /// <summary>Set before A-RELEASE-RQ is sent.</summary>
    public bool IsReleasing { get; set; }

    /// <summary>
    /// How long ago the peer's last request was taken up or done, or a part of it came: while it sends requests, its responses may wait.
    /// </summary>
    public TimeSpan SinceLastServed
    {
        get
        {
            var served = TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref _lastServed));
            return _isServing && stream.SinceLastReceived is var received && received < served ? received : served;
        }
    }

    /// <summary>Returns when the association is released as <see cref="IsReleasing"/> asked for; throws however else it ends.</summary>
    /// <exception cref="PduException">The peer broke the protocol of PS3.8.</exception>
    /// <exception cref="CommandFormatException">The peer broke the protocol of PS3.7.</exception>
    /// <exception cref="AssociationAbortedException">The peer ended the association, or the connection was lost.</exception>
    public async Task RunAsync()
    {
        using var commands = new CommandAssembler();
        while (true)
        {
            var read = await reader.ReadAsync(closed).ConfigureAwait(false);
            switch (read.Type)
            {
                case PduType.PDataTf:
                    await TakeAsync(read.Slice, commands).ConfigureAwait(false);
                    break;
                case PduType.AReleaseRp when IsReleasing:
                    return;
                case PduType.AReleaseRq:
                    await sender.SendAsync(AReleaseRp.Instance, ended).ConfigureAwait(false);
                    if (!IsReleasing)
                        throw new AssociationAbortedException("The peer released the association.");
                    break;
                default:
                    throw AssociationEnd.Of(read);
            }
        }
    }

    private ValueTask TakeAsync(PdvSlice slice, CommandAssembler commands)
    {
        if (!slice.IsCommand)
            throw new PduException(AbortReason.UnexpectedPduParameter, "A data set came without its command.");
        if (!commands.TryComplete(slice.Payload, slice.IsLast, out var command))
            return ValueTask.CompletedTask;
        return command switch
        {
            DimseResponse response => TakeAsync(response, slice.PresentationContextId),
            DimseRequest request => ServeAsync(request, slice.PresentationContextId),
            _ => ValueTask.CompletedTask, // C-CANCEL: nothing that is served here takes long.
        };
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TakeAsync(DimseResponse response, byte contextId)
    {
        if (!pending.TryGet(response.MessageIdBeingRespondedTo, out var request) || request.Context.Id != contextId)
            throw new CommandFormatException($"{response.Field} to message {response.MessageIdBeingRespondedTo} of context {contextId}, which waits for none.");
        var dataSet = response.HasDataSet
            ? await new IncomingDataSet(reader, contextId, closed).ToArrayAsync(options.MaxResponseDataSetBytes).ConfigureAwait(false)
            : [];
        await request.AddAsync(response, dataSet, ended).ConfigureAwait(false);
    }

    private async ValueTask ServeAsync(DimseRequest request, byte contextId)
    {
        _isServing = true;
        MarkServed();
        var context = negotiated.Find(contextId)
            ?? throw new PduException(AbortReason.InvalidPduParameterValue, $"Presentation context {contextId} was not agreed on.");
        var dataSet = request.HasDataSet ? new IncomingDataSet(reader, contextId, closed) : null;
        var response = options.ServeAsync is { } serveAsync
            ? await ServeAsync(serveAsync, new IncomingRequest(request, context, dataSet ?? Stream.Null), dataSet).ConfigureAwait(false)
            : request.Respond(DimseStatus.SopClassNotSupported);
        if (dataSet is not null)
            await dataSet.DrainAsync().ConfigureAwait(false);
        await sender.SendAsync(contextId, response, default, ended).ConfigureAwait(false);
        MarkServed();
        _isServing = false;
    }

    /// <summary>What the connection throws and what who serves throws are told apart: that may be the end of another association.</summary>
    private async ValueTask<DimseResponse> ServeAsync(
        Func<IncomingRequest, CancellationToken, ValueTask<DimseResponse>> serveAsync, IncomingRequest request, IncomingDataSet? dataSet)
    {
        try
        {
            return await serveAsync(request, ended).ConfigureAwait(false);
        }
        catch (Exception failure) when (dataSet?.Failure is not { } lost || lost != failure)
        {
            throw new ServingFailedException(failure);
        }
    }

    private void MarkServed() => Interlocked.Exchange(ref _lastServed, Environment.TickCount64);
}
