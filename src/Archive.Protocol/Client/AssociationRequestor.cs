using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Protocol.Client;

/// <summary>
/// The requestor's side of an association: its state (PS3.8 table 9-10), its connection, and the task that reads from it for as long as it
/// lasts. That task gives responses to the requests that wait for them and serves the peer's own requests, one at a time.
/// </summary>
/// <remarks>
/// Events come from the requester, the reading task and the ARTIM timer; a lock brings them into an order. Nothing is awaited under it:
/// PDUs are given to the writer, which keeps their order. Each state has its deadline: Sta4 and Sta5 in <see cref="OpenAsync"/>, Sta7 and
/// Sta9 to Sta11 in <see cref="ReleaseAsync"/>, Sta13 by ARTIM; Sta8 is left at once; in Sta6 requests have theirs.
/// </remarks>
internal sealed class AssociationRequestor : IAssociationHost, IAsyncDisposable
{
    /// <summary>For the peer to take an A-ABORT or A-RELEASE-RP and to close the connection.</summary>
    private static readonly TimeSpan Artim = TimeSpan.FromSeconds(1);

    // When sending fails, what the peer said before it closed the connection is usually here already.
    private static readonly TimeSpan LastWordsTimeout = TimeSpan.FromSeconds(1);

    // Idle associations pin no buffer: the reader waits for data before it takes one.
    private static readonly StreamPipeReaderOptions InputOptions =
        new(MemoryPool<byte>.Shared, bufferSize: 64 * 1024, minimumReadSize: 4 * 1024, useZeroByteReads: true);

    private readonly ScuAssociationOptions _options;
    private readonly AAssociateRq _request;
    private readonly AssociationStateMachine _machine;
    private readonly Lock _gate = new();
    private readonly Timer _artim;
    private readonly CancellationTokenSource _ended = new();
    private readonly TaskCompletionSource _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly InvalidOperationException _released = new("The association was released.");
    private Task<PeerStream> _connecting = null!; // set by AE-1
    private PeerStream? _stream;
    private PipeReader _input = null!; // these with the stream
    private PduReader _pdus = null!;
    private MessageWriter _writer = null!;
    private NegotiatedAssociation? _negotiated; // these with the acceptance
    private MessageReader? _messages;
    private MessagePart _part;
    private Task _reading = Task.CompletedTask;
    private Task _sending = Task.CompletedTask;
    private PduType _received;
    private bool _isBroken; // what still comes is no PDUs
    private bool _isAborted;
    private bool _isServing;
    private long _lastServed;

    public AssociationRequestor(ScuAssociationOptions options)
    {
        _options = options;
        _request = AssociationConnector.CreateRequest(options);
        _machine = new AssociationStateMachine(this);
        _artim = new Timer(static requestor => ((AssociationRequestor)requestor!).Raise(AssociationEvent.Evt18), this, Timeout.Infinite, Timeout.Infinite);
        _lastServed = Environment.TickCount64 - (long)options.ResponseTimeout.TotalMilliseconds;
    }

    /// <summary>The requests that wait for responses; their end is that of the association, by whatever cause.</summary>
    public PendingRequests Pending { get; } = new();

    /// <summary>How much of what was sent has arrived.</summary>
    public SendProgress Progress => _stream!.Progress;

    /// <summary>How long ago the peer's last request was taken up or done, or a part of it came: while it sends requests, its responses may wait.</summary>
    public TimeSpan SinceLastServed => TimeSpan.FromMilliseconds(Environment.TickCount64 - Interlocked.Read(ref _lastServed));

    private bool IsOver => _machine.State is AssociationState.Sta1 or AssociationState.Sta13;

    ValueTask IAssociationHost.ConnectAsync(CancellationToken cancellationToken)
    {
        _connecting = AssociationConnector.OpenAsync(_options, cancellationToken);
        return default;
    }

    ValueTask IAssociationHost.SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken)
    {
        _isAborted |= pdu is AAbort;
        _sending = SendAsync(pdu);
        return default;
    }

    ValueTask IAssociationHost.CloseAsync()
    {
        _stream?.Dispose();
        return default;
    }

    void IAssociationHost.StartArtimTimer() => _artim.Change(Artim, Timeout.InfiniteTimeSpan);

    void IAssociationHost.StopArtimTimer() => _artim.Change(Timeout.Infinite, Timeout.Infinite);

    ValueTask IAssociationHost.IndicateAsync(AssociationIndication indication, ProtocolDataUnit? pdu, CancellationToken cancellationToken)
    {
        switch (indication)
        {
            case AssociationIndication.AssociateAccepted:
                Accept((AAssociateAc)pdu!);
                break;
            case AssociationIndication.AssociateRejected:
                End(new AssociationRejectedException((AAssociateRj)pdu!));
                break;
            case AssociationIndication.ReleaseRequested:
                End(new AssociationAbortedException("The peer released the association."));
                Raise(AssociationEvent.Evt14);
                break;
            case AssociationIndication.ReleaseCollision:
                Raise(AssociationEvent.Evt14);
                break;
            case AssociationIndication.Released:
                End(_released);
                break;
            case AssociationIndication.Aborted:
                _isAborted = true;
                End(pdu is not AAbort abort ? new AssociationAbortedException("The peer closed the connection.")
                    : _machine.State == AssociationState.Sta1 ? new AssociationAbortedException(abort)
                    : Broken(new PduException(abort.Reason, $"{_received} was not to come now.")));
                break;
        }

        return default;
    }

    /// <summary>Connects and negotiates.</summary>
    public async Task<NegotiatedAssociation> OpenAsync(CancellationToken cancellationToken)
    {
        Raise(machine => machine.RaiseAsync(AssociationEvent.Evt1, _request, cancellationToken));
        try
        {
            _stream = await _connecting.ConfigureAwait(false);
        }
        catch
        {
            Raise(AssociationEvent.Evt17);
            throw;
        }

        _input = PipeReader.Create(_stream, InputOptions);
        _pdus = new PduReader(_input, new PduLimits { MaxPDataBytes = _options.MaxPduBytes });
        _writer = new MessageWriter(_stream);
        Raise(AssociationEvent.Evt2);
        _reading = Task.Run(RunAsync, CancellationToken.None);
        if (!await _answered.Task.EndsWithinAsync(_options.AssociationTimeout, TimeProvider.System, cancellationToken).ConfigureAwait(false))
            Abort(TimedOut("A-ASSOCIATE-RQ"));
        return Pending.End is { } end ? throw end : _negotiated!;
    }

    /// <summary>Sends a message. Whatever goes wrong in here ends the association, for it may be half sent.</summary>
    public async ValueTask SendAsync(PresentationContext context, CommandSet command, DataSetSource dataSet, CancellationToken cancellationToken)
    {
        using var canceled = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _ended.Token);
        try
        {
            await _writer.SendAsync(context.Id, command, dataSet, canceled.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_ended.IsCancellationRequested)
        {
            throw Pending.End!;
        }
        catch (ConnectionLostException lost)
        {
            await Task.WhenAny(_reading, Task.Delay(LastWordsTimeout, cancellationToken)).ConfigureAwait(false);
            Abort(new AssociationAbortedException(lost.Message, lost));
            throw Pending.End!;
        }
        catch (Exception failure)
        {
            Abort(SendingFailed(failure));
            throw;
        }
    }

    /// <summary>Asks the peer to release the association, and returns when it is released.</summary>
    public async Task ReleaseAsync(CancellationToken cancellationToken)
    {
        Raise(AssociationEvent.Evt11);
        try
        {
            if (!await _reading.EndsWithinAsync(_options.AssociationTimeout, TimeProvider.System, cancellationToken).ConfigureAwait(false))
                Abort(TimedOut("A-RELEASE-RQ"));
        }
        catch (OperationCanceledException)
        {
            await AbortAsync().ConfigureAwait(false);
            throw;
        }

        if (Pending.End != _released)
            throw Pending.End!;
    }

    /// <summary>Ends the association at once, unless it has ended, and fails what is being sent and waited for.</summary>
    public void Abort(Exception cause)
    {
        End(cause);
        Raise(AssociationEvent.Evt15);
    }

    /// <summary>Returns when the A-ABORT is on its way.</summary>
    public async ValueTask AbortAsync()
    {
        Abort(new AssociationAbortedException("The association was aborted by this side."));
        await Task.WhenAny(_sending, _reading).ConfigureAwait(false);
    }

    /// <summary>Aborts the association unless it has ended; returns when the connection is closed.</summary>
    public async ValueTask DisposeAsync()
    {
        await AbortAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        await _artim.DisposeAsync().ConfigureAwait(false);
    }

    /// <summary>The next part of a message that has begun.</summary>
    /// <exception cref="Exception">The association has ended.</exception>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public async ValueTask<MessagePart> ReadPartAsync()
    {
        while (!await ReadAsync().ConfigureAwait(false))
        {
            if (IsOver)
                throw Pending.End!;
        }

        if (_isServing)
            MarkServed();
        return _part;
    }

    private async Task RunAsync()
    {
        await _sending.ConfigureAwait(false); // when the proposal cannot be sent, TLS itself reads why
        try
        {
            while (!IsOver)
            {
                if (await ReadAsync().ConfigureAwait(false))
                    await TakeAsync(_part).ConfigureAwait(false);
            }
        }
        catch (PduException broken)
        {
            Break(broken);
        }
        catch (Exception failure)
        {
            // Without effect when the association has ended.
            Abort(new AssociationAbortedException($"Receiving failed: {failure.Message}", failure));
        }

        while (_machine.State != AssociationState.Sta1)
            await ReadAsync().ConfigureAwait(false);
        await _ended.CancelAsync().ConfigureAwait(false);
        await _input.CompleteAsync().ConfigureAwait(false);
        _messages?.Dispose();
    }

    /// <summary>Reads what comes next and raises its event; true when it is a part of a message. Whatever fails ends the association.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    private async ValueTask<bool> ReadAsync()
    {
        try
        {
            if (_isBroken)
                await _pdus.DiscardAsync().ConfigureAwait(false);
            var read = _isBroken ? default : await _pdus.ReadAsync().ConfigureAwait(false);
            _received = read.Type;
            if (read.IsEnd)
                Raise(AssociationEvent.Evt17);
            else if (read.Pdu is { } pdu)
                Receive(pdu);
            else if (!_machine.ReceivesData)
                Raise(AssociationEvent.Evt10);
            else
                return _messages!.TryTake(read.Slice, out _part);
        }
        catch (PduException broken)
        {
            _isBroken = true;
            Break(broken);
        }
        catch (CommandFormatException broken)
        {
            Abort(Broken(broken));
        }
        catch (Exception failure)
        {
            End(failure switch
            {
                TlsException => failure,
                ConnectionLostException => new AssociationAbortedException(failure.Message, failure),
                _ => new AssociationAbortedException($"Receiving failed: {failure.Message}", failure),
            });
            Raise(AssociationEvent.Evt17);
        }

        return false;
    }

    private ValueTask TakeAsync(in MessagePart part) => part.Command switch
    {
        DimseResponse response => TakeAsync(response, part.Context),
        DimseRequest request => ServeAsync(request, part.Context),
        _ => default, // C-CANCEL: nothing that is served here takes long.
    };

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask TakeAsync(DimseResponse response, PresentationContext context)
    {
        if (!Pending.TryFind(response, out var request) || request.Context.Id != context.Id)
        {
            Abort(Broken(new CommandFormatException($"{response.Field} to message {response.MessageIdBeingRespondedTo} of context {context.Id}, which waits for none.")));
            return;
        }

        var dataSet = response.HasDataSet ? await new IncomingDataSet(this).ToArrayAsync(_options.MaxResponseDataSetBytes).ConfigureAwait(false) : [];
        await Pending.AnswerAsync(request, response, dataSet, _ended.Token).ConfigureAwait(false);
    }

    private async ValueTask ServeAsync(DimseRequest request, PresentationContext context)
    {
        _isServing = true;
        MarkServed();
        var dataSet = request.HasDataSet ? new IncomingDataSet(this) : null;
        DimseResponse response;
        try
        {
            response = _options.ServeAsync is { } serveAsync
                ? await serveAsync(new IncomingRequest(request, context, dataSet ?? Stream.Null), _ended.Token).ConfigureAwait(false)
                : request.Respond(DimseStatus.SopClassNotSupported);
            if (dataSet is not null)
                await dataSet.DrainAsync().ConfigureAwait(false);
        }
        catch (Exception failure)
        {
            // Without effect when the association has ended. Else it is not to blame, nor is the peer: what is thrown may be the end of another one.
            Abort(new AssociationAbortedException($"A request of the peer could not be served: {failure.Message}", failure));
            return;
        }

        await AnswerAsync(context, response).ConfigureAwait(false);
        MarkServed();
        _isServing = false;
    }

    private async ValueTask AnswerAsync(PresentationContext context, DimseResponse response)
    {
        try
        {
            await _writer.SendAsync(context.Id, response, default, _ended.Token).ConfigureAwait(false);
        }
        catch (ConnectionLostException)
        {
            // What the peer said last is still to be read; or it is not to be answered any more, after A-RELEASE-RQ.
        }
        catch (Exception failure)
        {
            Abort(SendingFailed(failure));
        }
    }

    private void Accept(AAssociateAc acceptance)
    {
        var negotiated = new NegotiatedAssociation(_request, acceptance, isRequestor: true);
        _messages = new MessageReader(negotiated);
        _writer.MaximumLength = negotiated.PeerMaximumLength == 0 ? _options.MaxSentPduBytes : Math.Min(negotiated.PeerMaximumLength, _options.MaxSentPduBytes);
        _negotiated = negotiated;
        _answered.TrySetResult();
    }

    private async Task SendAsync(ProtocolDataUnit pdu)
    {
        try
        {
            await _writer.SendAsync(pdu, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is ConnectionLostException or TlsException or DimseTimeoutException)
        {
            // The reading task comes to the connection's end, or to that of a deadline; after A-ABORT there is nothing to wait for.
            if (failure is TlsException)
                End(failure);
            if (pdu is AAbort)
                _stream!.Dispose();
        }
    }

    private void Receive(ProtocolDataUnit pdu) => Raise(machine => machine.ReceiveAsync(pdu));

    private void Raise(AssociationEvent @event) => Raise(machine => machine.RaiseAsync(@event));

    private void Raise(Func<AssociationStateMachine, ValueTask<bool>> raise)
    {
        lock (_gate)
        {
            var raised = raise(_machine);
            if (!raised.IsCompleted)
                throw new InvalidOperationException("An action of the state machine waits for something.");
            raised.GetAwaiter().GetResult();
        }

        if (_isAborted)
            _ended.Cancel();
    }

    /// <summary>The peer broke the protocol of PS3.8.</summary>
    private void Break(PduException broken)
    {
        End(Broken(broken));
        Raise(machine => machine.ReceiveInvalidAsync(broken));
    }

    /// <summary>What broke a message off is the cause, whoever notices first.</summary>
    private Exception SendingFailed(Exception failure)
    {
        var cause = _writer.BrokenOffBy ?? failure;
        return cause is DimseTimeoutException && _writer.IsCut ? cause : new AssociationAbortedException($"Sending failed: {cause.Message}", cause);
    }

    private void End(Exception cause)
    {
        if (Pending.TryEnd(cause))
            _answered.TrySetResult();
    }

    private DimseTimeoutException TimedOut(string pdu) => new($"The peer did not answer {pdu} within {_options.AssociationTimeout.TotalSeconds:0.###} s.");

    private static AssociationAbortedException Broken(Exception broken) => new($"The peer broke the protocol and was aborted: {broken.Message}", broken);

    private void MarkServed() => Interlocked.Exchange(ref _lastServed, Environment.TickCount64);
}
