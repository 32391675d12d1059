using System.Runtime.CompilerServices;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

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
    // When sending fails, what the peer said before it closed the connection is usually here already.
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(1);

    private readonly ScuAssociationOptions _options;
    private readonly PendingRequests _pending = new();
    private readonly MessageSender _sender;
    private readonly MessageReceiver _receiver;
    private readonly PeerStream _stream;
    private readonly Task _receiving;
    private readonly SemaphoreSlim _window;
    private readonly CancellationTokenSource _ended = new();
    private readonly CancellationTokenSource _closed = new();
    private readonly InvalidOperationException _released = new("The association was released.");

    private ScuAssociation(ScuAssociationOptions options, PeerStream stream, PduReader reader, PduWriter writer, NegotiatedAssociation negotiated)
    {
        _options = options;
        Negotiated = negotiated;
        _window = new SemaphoreSlim(negotiated.Window.MaxInvoked == 0 ? ushort.MaxValue : negotiated.Window.MaxInvoked);
        writer.MaximumLength = negotiated.PeerMaximumLength == 0
            ? options.MaxSentPduBytes
            : Math.Min(negotiated.PeerMaximumLength, options.MaxSentPduBytes);
        _sender = new MessageSender(writer);
        _stream = stream;
        _receiver = new MessageReceiver(reader, stream, _sender, _pending, negotiated, options, _ended.Token, _closed.Token);
        _receiving = ReceiveAsync();
    }

    /// <summary>What was agreed on with the peer.</summary>
    public NegotiatedAssociation Negotiated { get; }

    /// <summary>False once the association has ended, by whatever cause.</summary>
    public bool IsOpen => _pending.End is null;

    /// <summary>Connects and negotiates.</summary>
    /// <exception cref="System.Net.Sockets.SocketException">There is nobody to connect to.</exception>
    /// <exception cref="AssociationRejectedException">The peer said no.</exception>
    /// <exception cref="AssociationAbortedException">The peer aborted, closed the connection or broke the protocol.</exception>
    /// <exception cref="DimseTimeoutException">The connection or the answer took too long.</exception>
    /// <exception cref="TlsException">There is no secure connection.</exception>
    public static async Task<ScuAssociation> ConnectAsync(ScuAssociationOptions options, CancellationToken cancellationToken = default)
    {
        var stream = await AssociationConnector.OpenAsync(options, cancellationToken).ConfigureAwait(false);
        try
        {
            var reader = AssociationConnector.CreateReader(stream, options);
            var writer = new PduWriter(stream);
            var negotiated = await AssociationConnector.ProposeAsync(reader, writer, options, cancellationToken).ConfigureAwait(false);
            return new ScuAssociation(options, stream, reader, writer, negotiated);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
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
        if (_pending.Count > 0)
            throw new InvalidOperationException($"{_pending.Count} requests are outstanding.");
        _receiver.IsReleasing = true;
        await SendAsync(token => _sender.SendAsync(AReleaseRq.Instance, token), cancellationToken).ConfigureAwait(false);
        if (!await _receiving.EndsWithinAsync(_options.AssociationTimeout, TimeProvider.System, cancellationToken).ConfigureAwait(false))
            throw await TimeOutAsync($"The peer did not answer A-RELEASE-RQ within {_options.AssociationTimeout.TotalSeconds:0.###} s.").ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        if (_pending.End is { } end && end != _released)
            throw end;
    }

    /// <summary>Ends the association at once (PS3.8 7.3). Requests that wait for a response fail.</summary>
    public ValueTask AbortAsync() => EndAsync(AAbort.ByUser, new AssociationAbortedException("The association was aborted by this side."));

    /// <summary>Aborts the association unless it has ended.</summary>
    public async ValueTask DisposeAsync()
    {
        await AbortAsync().ConfigureAwait(false);
        await _receiving.ConfigureAwait(false);
        _sender.Dispose();
    }

    /// <summary>Sends a request when the window has room for it.</summary>
    private async ValueTask<PendingRequest> BeginAsync(
        PresentationContext context, DimseRequest request, DataSetSource dataSet, CancellationToken cancellationToken)
    {
        await _window.WaitAsync(cancellationToken).ConfigureAwait(false);
        PendingRequest? pending = null;
        try
        {
            pending = _pending.Add(context);
            dataSet = dataSet.Encode(context.TransferSyntax);
            var command = request with { MessageId = pending.MessageId, HasDataSet = dataSet.IsPresent };
            await SendAsync(token => _sender.SendAsync(context.Id, command, dataSet, token), cancellationToken).ConfigureAwait(false);
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
            _pending.Remove(pending);
        _window.Release();
    }

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
                await SendAsync(token => _sender.SendAsync(pending.Context.Id, cancel, default, token), CancellationToken.None).ConfigureAwait(false);
            }
        }

        return await ReadAsync<TResponse>(pending, CancellationToken.None).ConfigureAwait(false);
    }

    private async ValueTask<DimseMessage<TResponse>> ReadAsync<TResponse>(PendingRequest pending, CancellationToken cancellationToken)
        where TResponse : DimseResponse
    {
        var (response, dataSet) = await TakeAsync(pending, cancellationToken).ConfigureAwait(false);
        if (response is TResponse expected)
            return new DimseMessage<TResponse>(expected, pending.Context, dataSet);

        var broken = new AssociationAbortedException($"The peer answered with {response.Field} where {typeof(TResponse).Name} was to come, and was aborted for it.");
        await EndAsync(AAbort.ByUser, broken).ConfigureAwait(false);
        throw broken;
    }

    private ValueTask<(DimseResponse Response, byte[] DataSet)> TakeAsync(PendingRequest pending, CancellationToken cancellationToken) =>
        pending.TryRead(out var response) ? ValueTask.FromResult(response) : WaitAsync(pending, cancellationToken);

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<(DimseResponse Response, byte[] DataSet)> WaitAsync(PendingRequest pending, CancellationToken cancellationToken)
    {
        var sent = _stream.Progress.WrittenBytes;
        (DimseResponse, byte[]) response;
        while (!pending.TryRead(out response))
        {
            var more = pending.WaitToReadAsync(cancellationToken);
            var patience = _options.ResponseTimeout;
            while (!await _stream.Progress.AwaitAsync(more, sent, patience, TimeProvider.System).ConfigureAwait(false))
            {
                // The sub-operations of a C-GET are a sign of life as well.
                patience = _options.ResponseTimeout - _receiver.SinceLastServed;
                if (patience <= TimeSpan.Zero)
                    throw await TimeOutAsync($"The peer did not answer message {pending.MessageId} within {_options.ResponseTimeout.TotalSeconds:0.###} s.").ConfigureAwait(false);
            }

            await more.ConfigureAwait(false);
        }

        return response;
    }

    /// <summary>Whatever goes wrong in here ends the association, for a message may be half sent.</summary>
    private async ValueTask SendAsync(Func<CancellationToken, ValueTask> sendAsync, CancellationToken cancellationToken)
    {
        using var canceled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            await sendAsync(canceled.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!IsOpen)
        {
            throw _pending.End!;
        }
        catch (AssociationAbortedException lost) when (_stream.Failure == lost)
        {
            await Task.WhenAny(_receiving, Task.Delay(LastWordsTimeout, cancellationToken)).ConfigureAwait(false);
            await EndAsync(AAbort.ByUser, lost).ConfigureAwait(false);
            throw _pending.End!;
        }
        catch (Exception failure)
        {
            await EndAsync(AAbort.ByUser, _stream.Failure == failure ? failure : new AssociationAbortedException($"Sending failed: {failure.Message}", failure)).ConfigureAwait(false);
            throw;
        }
    }

    private async Task ReceiveAsync()
    {
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        try
        {
            await _receiver.RunAsync().ConfigureAwait(false);
            End(_released);
        }
        catch (PduException broken)
        {
            await EndAsync(AAbort.ByProvider(broken.Reason), Broken(broken)).ConfigureAwait(false);
        }
        catch (CommandFormatException broken)
        {
            await EndAsync(AAbort.ByUser, Broken(broken)).ConfigureAwait(false);
        }
        catch (Exception end) when (end is AssociationAbortedException or DimseTimeoutException)
        {
            End(end);
        }
        catch (ServingFailedException failed)
        {
            await EndAsync(AAbort.ByUser, new AssociationAbortedException(failed.Message, failed.InnerException)).ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Without effect when this side ended the association, by which receiving was canceled.
            await EndAsync(AAbort.ByUser, new AssociationAbortedException($"Receiving failed: {failure.Message}", failure)).ConfigureAwait(false);
        }
        finally
        {
            await _stream.DisposeAsync().ConfigureAwait(false);
        }
    }

    private static AssociationAbortedException Broken(Exception broken) => new($"The peer broke the protocol and was aborted: {broken.Message}", broken);

    private async ValueTask<DimseTimeoutException> TimeOutAsync(string message)
    {
        var timeout = new DimseTimeoutException(message);
        await EndAsync(AAbort.ByUser, timeout).ConfigureAwait(false);
        return timeout;
    }

    private async ValueTask EndAsync(AAbort abort, Exception cause)
    {
        if (!End(cause))
            return;
        await _sender.AbortAsync(abort).ConfigureAwait(false);
        await _closed.CancelAsync().ConfigureAwait(false);
    }

    private bool End(Exception cause)
    {
        if (!_pending.TryEnd(cause))
            return false;
        _ended.Cancel();
        return true;
    }
}
