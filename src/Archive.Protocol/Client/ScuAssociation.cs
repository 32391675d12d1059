using System.Runtime.CompilerServices;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Client;

/// <summary>
/// An association that this side requested. It sends requests and gives their responses; what the services of DICOM make
/// of that is in <see cref="ScuServices"/>. Data sets pass as encoded bytes, exactly as given and as received.
/// </summary>
/// <remarks>
/// All members may be called from any thread. Requests overlap as far as the negotiated asynchronous operations window
/// allows and wait for each other beyond it. One task receives for as long as the association lasts; when it ends, by
/// whatever cause, every request that waits fails with that cause.
/// </remarks>
public sealed class ScuAssociation : IAsyncDisposable
{
    private readonly ScuAssociationOptions _options;
    private readonly AssociationRequestor _requestor;
    private readonly SemaphoreSlim _window;

    private ScuAssociation(ScuAssociationOptions options, AssociationRequestor requestor, NegotiatedAssociation negotiated)
    {
        _options = options;
        _requestor = requestor;
        Negotiated = negotiated;
        _window = new SemaphoreSlim(negotiated.Window.MaxInvoked == 0 ? ushort.MaxValue : negotiated.Window.MaxInvoked);
    }

    /// <summary>What was agreed on with the peer.</summary>
    public NegotiatedAssociation Negotiated { get; }

    /// <summary>False once the association has ended, by whatever cause.</summary>
    public bool IsOpen => Pending.End is null;

    private PendingRequests Pending => _requestor.Pending;

    /// <summary>Connects and negotiates.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">There is nobody to connect to.</exception>
    /// <exception cref="AssociationRejectedException">The peer said no.</exception>
    /// <exception cref="AssociationAbortedException">The peer aborted, closed the connection or broke the protocol.</exception>
    /// <exception cref="DimseTimeoutException">The connection or the answer took too long.</exception>
    /// <exception cref="TlsException">There is no secure connection.</exception>
    public static async Task<ScuAssociation> ConnectAsync(ScuAssociationOptions options, CancellationToken cancellationToken = default)
    {
        var requestor = new AssociationRequestor(options);
        try
        {
            return new ScuAssociation(options, requestor, await requestor.OpenAsync(cancellationToken).ConfigureAwait(false));
        }
        catch
        {
            await requestor.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The first context agreed on for a SOP class and, unless null, a transfer syntax; null when there is none.</summary>
    public PresentationContext? FindContext(Uid abstractSyntax, TransferSyntax? transferSyntax = null) => Negotiated.Contexts.FirstOrDefault(
        context => context.AbstractSyntax == abstractSyntax && (transferSyntax is null || context.TransferSyntax == transferSyntax));

    /// <inheritdoc cref="FindContext"/>
    /// <exception cref="NoPresentationContextException">There is none.</exception>
    public PresentationContext GetContext(Uid abstractSyntax, TransferSyntax? transferSyntax = null) =>
        FindContext(abstractSyntax, transferSyntax) ?? throw new NoPresentationContextException(abstractSyntax, transferSyntax);

    /// <summary>Sends a request that has one response, and waits for it.</summary>
    /// <param name="request">Its Message ID and Command Data Set Type are set by the association.</param>
    /// <param name="dataSet">In the transfer syntax of the context.</param>
    /// <param name="cancellationToken">There is no taking back of such a request: once the window has room for it, cancellation aborts the association.</param>
    /// <exception cref="AssociationAbortedException">The association ended before the response.</exception>
    /// <exception cref="DimseTimeoutException">The response took too long.</exception>
    public async Task<DimseMessage<TResponse>> RequestAsync<TResponse>(
        PresentationContext context, DimseRequest request, DataSetSource dataSet = default, CancellationToken cancellationToken = default)
        where TResponse : DimseResponse
    {
        var pending = await BeginAsync(context, request, dataSet, cancellationToken).ConfigureAwait(false);
        try
        {
            return await ReadAsync<TResponse>(pending, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            await AbortAsync().ConfigureAwait(false);
            throw;
        }
        finally
        {
            Finish(pending);
        }
    }

    /// <summary>Sends a request that may have many responses, and gives them as they come; the one that is not pending is the last.</summary>
    /// <param name="request">Its Message ID and Command Data Set Type are set by the association.</param>
    /// <param name="dataSet">In the transfer syntax of the context.</param>
    /// <param name="cancellationToken">
    /// Asks the peer by C-CANCEL to stop. What it still sends is still given, up to the last response, whose status then
    /// usually is <see cref="DimseStatus.Cancel"/>. To leave the enumeration early does the same and waits for the last response.
    /// </param>
    /// <exception cref="AssociationAbortedException">The association ended before the last response.</exception>
    /// <exception cref="DimseTimeoutException">A response took too long.</exception>
    public async IAsyncEnumerable<DimseMessage<TResponse>> RequestManyAsync<TResponse>(
        PresentationContext context,
        DimseRequest request,
        DataSetSource dataSet = default,
        [EnumeratorCancellation] CancellationToken cancellationToken = default)
        where TResponse : DimseResponse
    {
        var pending = await BeginAsync(context, request, dataSet, cancellationToken).ConfigureAwait(false);
        var isLast = false;
        try
        {
            while (!isLast)
            {
                var message = await ReadOrCancelAsync<TResponse>(pending, cancellationToken).ConfigureAwait(false);
                isLast = !message.Response.Status.IsPending;
                yield return message;
            }
        }
        finally
        {
            while (!isLast && IsOpen)
                isLast = !(await ReadOrCancelAsync<TResponse>(pending, new CancellationToken(canceled: true)).ConfigureAwait(false)).Response.Status.IsPending;
            Finish(pending);
        }
    }

    /// <summary>Ends the association in good order (PS3.8 7.2), when no request is outstanding.</summary>
    /// <exception cref="InvalidOperationException">Requests are outstanding.</exception>
    /// <exception cref="AssociationAbortedException">The association ended otherwise.</exception>
    /// <exception cref="DimseTimeoutException">The peer did not answer; the association was aborted.</exception>
    public async Task ReleaseAsync(CancellationToken cancellationToken = default)
    {
        if (Pending.Count > 0)
            throw new InvalidOperationException($"{Pending.Count} requests are outstanding.");
        await _requestor.ReleaseAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the association at once (PS3.8 7.3). Requests that wait for a response fail.</summary>
    public ValueTask AbortAsync() => _requestor.AbortAsync();

    /// <summary>Aborts the association unless it has ended, and waits a moment for the peer to close the connection.</summary>
    public ValueTask DisposeAsync() => _requestor.DisposeAsync();

    /// <summary>Sends a request when the window has room for it.</summary>
    private async ValueTask<PendingRequest> BeginAsync(
        PresentationContext context, DimseRequest request, DataSetSource dataSet, CancellationToken cancellationToken)
    {
        await _window.WaitAsync(cancellationToken).ConfigureAwait(false);
        PendingRequest? pending = null;
        try
        {
            pending = Pending.Add(context, request);
            dataSet = dataSet.Encode(context.TransferSyntax);
            var command = request with { MessageId = pending.MessageId, HasDataSet = dataSet.IsPresent };
            await _requestor.SendAsync(context, command, dataSet, cancellationToken).ConfigureAwait(false);
            return pending;
        }
        catch
        {
            Finish(pending);
            throw;
        }
    }

    private void Finish(PendingRequest? pending)
    {
        if (pending is not null)
            Pending.Remove(pending);
        _window.Release();
    }

    /// <summary>The C-CANCEL goes out before a response is given that is here already.</summary>
    private async ValueTask<DimseMessage<TResponse>> ReadOrCancelAsync<TResponse>(PendingRequest pending, CancellationToken cancellationToken)
        where TResponse : DimseResponse
    {
        if (!pending.IsCanceled)
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested(); // also while responses are here already
                return await ReadAsync<TResponse>(pending, cancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                pending.IsCanceled = true;
                var cancel = new CCancelRequest { MessageIdBeingRespondedTo = pending.MessageId };
                await _requestor.SendAsync(pending.Context, cancel, default, CancellationToken.None).ConfigureAwait(false);
            }
        }

        return await ReadAsync<TResponse>(pending, CancellationToken.None).ConfigureAwait(false);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<DimseMessage<TResponse>> ReadAsync<TResponse>(PendingRequest pending, CancellationToken cancellationToken)
        where TResponse : DimseResponse
    {
        (DimseResponse Response, byte[] DataSet) received;
        while (!pending.TryRead(out received))
            await WaitAsync(pending, cancellationToken).ConfigureAwait(false);
        return new DimseMessage<TResponse>((TResponse)received.Response, pending.Context, received.DataSet);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask WaitAsync(PendingRequest pending, CancellationToken cancellationToken)
    {
        var more = pending.WaitToReadAsync(cancellationToken);
        var sent = _requestor.Progress.WrittenBytes;
        var patience = _options.ResponseTimeout;
        while (!await _requestor.Progress.AwaitAsync(more, sent, patience, TimeProvider.System).ConfigureAwait(false))
        {
            // The sub-operations of a C-GET are a sign of life as well.
            patience = _options.ResponseTimeout - _requestor.SinceLastServed;
            if (patience > TimeSpan.Zero)
                continue;
            _requestor.Abort(new DimseTimeoutException($"The peer did not answer message {pending.MessageId} within {_options.ResponseTimeout.TotalSeconds:0.###} s."));
            break;
        }

        await more.ConfigureAwait(false);
    }
}
