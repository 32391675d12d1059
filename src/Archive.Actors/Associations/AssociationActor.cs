using System.IO.Pipelines;
using System.Net;
using System.Net.Sockets;
using Archive.Actors.Kernel;
using Archive.Protocol.Association;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations;

/// <summary>
/// One association, as acceptor. The actor owns its state (PS3.8 table 9-10), its deadlines and its end; a reader beside it
/// takes what the peer sends, hands data on where it arrives and brings every other PDU here, waiting for what becomes
/// of it. Nothing is read that cannot be taken: TCP is the back-pressure (P5).
/// </summary>
/// <remarks>Fails whole: whatever is thrown here ends the association, never the node.</remarks>
internal sealed class AssociationActor : Actor<AssociationMessage>, IAssociationHost, ISessionOwner
{
    /// <summary>Longer than anything that the actor waits for in a turn: its own deadlines come first.</summary>
    private static readonly TimeSpan TurnDeadline = TimeSpan.FromHours(12);

    private static readonly TimeSpan DeadlineCheck = TimeSpan.FromSeconds(1);

    private readonly AssociationServices _services;
    private readonly long _number;
    private readonly AssociationSlots _slots;
    private readonly IPEndPoint _address;
    private readonly SocketStream _stream;
    private readonly PduReader _reader;
    private readonly PipeReader _input;
    private readonly AssociationWriter _writer;
    private readonly AssociationStateMachine _machine;
    private readonly long _started;

    private AssociationSession? _session;
    private ICancelable? _artim;
    private string? _callingAeTitle;
    private string _result = "closed";
    private string? _reason;
    private string? _refused;
    private Task _reading = Task.CompletedTask;
    private bool _hasSlot;
    private bool _isReleasing;
    private long _shutDownSince;

    public AssociationActor(Socket socket, long number, AssociationSlots slots, AssociationServices services)
    {
        _services = services;
        _number = number;
        _slots = slots;
        _started = services.Time.GetTimestamp();
        _address = (IPEndPoint)socket.RemoteEndPoint!;
        _stream = new SocketStream(socket, services.Time);
        _input = PipeReader.Create(_stream, new StreamPipeReaderOptions(ReadBuffers.Instance, bufferSize: 128 * 1024, minimumReadSize: 32 * 1024, leaveOpen: true, useZeroByteReads: true));
        _reader = new PduReader(_input, new PduLimits { MaxPDataBytes = services.Settings.MaxPduBytes });
        _writer = new AssociationWriter(_stream);
        _machine = new AssociationStateMachine(this);
    }

    private AssociationSettings Settings => _services.Settings;

    ValueTask IAssociationHost.ConnectAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The archive is the acceptor here.");

    async ValueTask IAssociationHost.SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken)
    {
        if (pdu is AAbort abort)
            NoteAbort(abort, ours: true);
        try
        {
            using var deadline = new CancellationTokenSource(Settings.Transfer, _services.Time);
            await _writer.SendAsync(pdu, deadline.Token);
        }
        catch (Exception e) when (e is ConnectionLostException or OperationCanceledException)
        {
            // The peer is gone or takes nothing: the end of the connection follows.
            _stream.Close();
        }
    }

    ValueTask IAssociationHost.CloseAsync()
    {
        _stream.Close();
        Context.Stop();
        return default;
    }

    void IAssociationHost.StartArtimTimer()
    {
        _artim?.Cancel();
        _artim = Context.ScheduleTellOnce(Settings.Artim, new ArtimExpired());
    }

    void IAssociationHost.StopArtimTimer() => _artim?.Cancel();

    async ValueTask IAssociationHost.IndicateAsync(AssociationIndication indication, ProtocolDataUnit? pdu, CancellationToken cancellationToken)
    {
        switch (indication)
        {
            case AssociationIndication.AssociateRequested:
                await AnswerAsync((AAssociateRq)pdu!);
                break;
            case AssociationIndication.ReleaseRequested:
                _isReleasing = true;
                await ReleaseWhenDoneAsync();
                break;
            case AssociationIndication.Aborted:
                if (pdu is AAbort abort && _reason is null)
                    NoteAbort(abort, ours: false);
                else
                    _result = _reason is null ? "lost" : "aborted";
                break;
        }
    }

    void ISessionOwner.OperationEnded() => Self.TryTell(new OperationEnded());

    void ISessionOwner.Fail(string reason) => Self.TryTell(new AssociationFailed(reason));

    protected override async ValueTask PreStartAsync()
    {
        AssociationMetrics.Open.Add(1);
        await _machine.RaiseAsync(AssociationEvent.Evt5);
        Context.ScheduleTellOnce(DeadlineCheck, new CheckDeadlines());
        _reading = ReadAsync();
    }

    protected override async ValueTask ReceiveAsync(AssociationMessage message)
    {
        switch (message)
        {
            case PduArrived arrived:
                await _machine.ReceiveAsync(arrived.Pdu);
                arrived.ReplyTo.Tell(true);
                break;
            case DataOutOfPlace outOfPlace:
                _reason ??= "data came where none may";
                await _machine.RaiseAsync(AssociationEvent.Evt10);
                outOfPlace.ReplyTo.Tell(true);
                break;
            case ProtocolBroken broken:
                _reason ??= broken.Cause.Message;
                await _machine.ReceiveInvalidAsync(broken.Cause);
                break;
            case ConnectionClosed:
                await _machine.RaiseAsync(AssociationEvent.Evt17);
                Context.Stop();
                break;
            case AssociationFailed failed:
                await AbortAsync(failed.Reason);
                break;
            case OperationEnded when _isReleasing:
                await ReleaseWhenDoneAsync();
                break;
            case OperationEnded when _shutDownSince != 0:
                await CheckDeadlinesAsync();
                break;
            case ArtimExpired:
                if (await _machine.RaiseAsync(AssociationEvent.Evt18))
                    _reason ??= "the peer did not ask for an association, or close the connection, in time";
                break;
            case CheckDeadlines:
                await CheckDeadlinesAsync();
                Context.ScheduleTellOnce(DeadlineCheck, message);
                break;
            case ShutDownAssociation:
                _shutDownSince = _services.Time.GetTimestamp();
                await CheckDeadlinesAsync();
                break;
        }
    }

    protected override async ValueTask PostStopAsync()
    {
        try
        {
            _stream.Close();
            if (_session is { } session)
                await session.EndAsync(_reading);
        }
        finally
        {
            await _reading;
            if (_hasSlot)
                _slots.Return();
            LogEnd();
            AssociationMetrics.Open.Add(-1);
            AssociationMetrics.HasEnded(_result);
            await _input.CompleteAsync();
        }
    }

    private async Task ReadAsync()
    {
        try
        {
            while (true)
            {
                var read = await _reader.ReadAsync();
                if (read.IsEnd)
                    break;
                if (read.Pdu is { } pdu)
                    await Self.AskAsync<bool, ProtocolDataUnit>(static (replyTo, pdu) => new PduArrived(pdu, replyTo), pdu, TurnDeadline);
                else if (_machine.ReceivesData && _session is { } session)
                    await session.ReceiveAsync(read.Slice);
                else
                    await Self.AskAsync<bool, int>(static (replyTo, _) => new DataOutOfPlace(replyTo), 0, TurnDeadline);
            }

            await Self.TellAsync(new ConnectionClosed());
        }
        catch (PduException broken)
        {
            await TellAndDrainAsync(new ProtocolBroken(broken));
        }
        catch (CommandFormatException malformed)
        {
            await TellAndDrainAsync(new AssociationFailed(malformed.Message));
        }
        catch (Exception e) when (e is ConnectionLostException || (e is OperationCanceledException && _session?.Ended.IsCancellationRequested == true))
        {
            Self.TryTell(new ConnectionClosed());
        }
        catch (ActorStoppedException)
        {
            // The association is over while something still came.
        }
        catch (Exception unexpected)
        {
            Log.ReaderFailed(_services.Logger, _number, unexpected);
            await TellAndDrainAsync(new AssociationFailed("reading failed in the archive"));
        }
    }

    /// <summary>Reads on to the end of the connection, so that closing it does not take our A-ABORT away from the peer. ARTIM bounds it.</summary>
    private async Task TellAndDrainAsync(AssociationMessage message)
    {
        try
        {
            await Self.TellAsync(message);
            await _reader.DiscardAsync();
            await Self.TellAsync(new ConnectionClosed());
        }
        catch (Exception e) when (e is ConnectionLostException or ActorStoppedException)
        {
            Self.TryTell(new ConnectionClosed());
        }
    }

    private async ValueTask AnswerAsync(AAssociateRq request)
    {
        _callingAeTitle = request.CallingAeTitle.Value;
        var peer = _services.Peers.Find(request.CallingAeTitle, _address.Address);
        var answer = new AssociationAcceptor([Settings.AeTitle], _ => peer is null ? null : _services.Services.PolicyFor(peer)).Answer(request);
        if (answer is AAssociateAc && !(_hasSlot = _slots.TryTake()))
            answer = new AAssociateRj(RejectResult.Transient, RejectReason.LocalLimitExceeded);
        if (answer is AAssociateAc accept)
        {
            _refused = RefusedContexts.Describe(request, accept);
            var negotiated = new NegotiatedAssociation(request, accept, isRequestor: false);
            _writer.MaximumLength = negotiated.PeerMaximumLength;
            _session = new AssociationSession(_number, negotiated, peer!, _services, _writer, this);
            await _machine.RaiseAsync(AssociationEvent.Evt7, accept);
        }
        else
        {
            (_result, _reason) = ("rejected", answer.ToString());
            await _machine.RaiseAsync(AssociationEvent.Evt8, answer);
        }
    }

    private async ValueTask ReleaseWhenDoneAsync()
    {
        if (_session is { Operations: > 0 })
            return;
        if (await _machine.RaiseAsync(AssociationEvent.Evt14))
            _result = "released";
    }

    private async ValueTask CheckDeadlinesAsync()
    {
        _stream.LookForArrivals();
        if (_stream.SinceWriteStarted > Settings.Transfer)
        {
            // What is stuck in a write cannot be followed by an A-ABORT.
            (_result, _reason) = ("aborted", "the peer took nothing of what was sent to it in time");
            _stream.Close();
            return;
        }

        if (_shutDownSince != 0 && _machine.State is AssociationState.Sta2 or AssociationState.Sta13)
            await AbortAsync("the archive shuts down");
        if (_session is not { } session || _machine.State is not (AssociationState.Sta6 or AssociationState.Sta8))
            return;
        var isBusy = _isReleasing || session.IsReceiving || session.Operations > 0;
        if (_isReleasing && _stream.SinceReadStarted > Settings.Idle)
            await AbortAsync("what was asked before the release did not end in time");
        else if (session.IsReceiving && session.Operations == 0 && _stream.SinceReadStarted > Settings.Transfer)
            await AbortAsync("the peer stopped in the middle of a message");
        else if (!isBusy && _stream.SinceReadStarted > Settings.Idle)
            await AbortAsync("nothing was asked in time");
        else if (_shutDownSince != 0 && (!isBusy || _services.Time.GetElapsedTime(_shutDownSince) > Settings.ShutdownGrace))
            await AbortAsync("the archive shuts down");
    }

    private async ValueTask AbortAsync(string reason)
    {
        _reason ??= reason;
        if (!await _machine.RaiseAsync(AssociationEvent.Evt15))
            Context.Stop();
    }

    private void NoteAbort(AAbort abort, bool ours)
    {
        _result = "aborted";
        _reason ??= ours ? abort.ToString() : $"by the peer, {abort}";
    }

    private void LogEnd()
    {
        var duration = _services.Time.GetElapsedTime(_started);
        var what = _session?.Describe(duration) ?? (_callingAeTitle is null ? "no association asked for" : "not accepted");
        if (_refused is not null)
            what = _refused;
        if (_reason is not null)
            what = $"{_reason}; {what}";
        Log.AssociationEnded(_services.Logger, _number, _callingAeTitle ?? "-", _address.ToString(), _result, what, duration.TotalSeconds);
    }
}
