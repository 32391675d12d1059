using System.IO.Pipelines;
using System.Net;
using Akka.Actor;
using Akka.Streams;
using Archive.Actors.Associations.Stages;
using Archive.Protocol.Association;
using Archive.Protocol.Connections;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Storage.Health;

namespace Archive.Actors.Associations;

/// <summary>
/// One association, as acceptor. The actor owns its state (PS3.8 table 9-10), its deadlines, its end, and the streams that run for it. A
/// stream beside it takes what the peer sends, hands data on where they arrive and tells the actor of everything else, reading on when the
/// actor has dealt with it. Nothing is read that cannot be taken: TCP is the back-pressure (P5).
/// </summary>
/// <remarks>
/// Nothing is awaited within a turn. To send a PDU is to give it to the writer, which keeps the order; a failure comes back as a message.
/// What is thrown in a turn or in the stream ends this association and no other.
/// </remarks>
internal sealed class AssociationActor : ReceiveActor, IWithTimers, IAssociationHost, ISessionOwner
{
    private const string Artim = "artim";
    private const string Deadlines = "deadlines";

    private static readonly TimeSpan DeadlineCheck = TimeSpan.FromSeconds(1);

    private readonly AssociationServices _services;
    private readonly long _number;
    private readonly IPEndPoint _address;
    private readonly bool _isFromHere;
    private readonly SocketStream _stream;
    private readonly AssociationBuffers _buffers = new();
    private readonly PipeReader _input;
    private readonly MessageWriter _writer;
    private readonly AssociationStateMachine _machine;
    private readonly long _started;
    private readonly IActorRef _self;
    private readonly InboundStream _inbound;
    private AssociationSession? _session;
    private string? _callingAeTitle;
    private string _result = "closed";
    private string? _reason;
    private string? _refused;
    private bool _hasSlot;
    private bool _isReleasing;
    private bool _isEnding;
    private long _shutDownSince;

    /// <param name="isFromHere">It comes from the very address that it goes to.</param>
    /// <param name="streams">Runs the stream that reads the connection.</param>
    public AssociationActor(SocketStream stream, IPEndPoint address, bool isFromHere, long number, IMaterializer streams, AssociationServices services)
    {
        _services = services;
        _number = number;
        _started = services.Time.GetTimestamp();
        _address = address;
        _isFromHere = isFromHere;
        _self = Self;
        _stream = stream;
        _input = _buffers.CreateReader(_stream);
        _writer = new MessageWriter(_stream);
        _machine = new AssociationStateMachine(this);
        _inbound = new InboundStream(new PduReader(_input, new PduLimits { MaxPDataBytes = Settings.MaxPduBytes }), _self, streams);
        Become(Open);
    }

    public ITimerScheduler Timers { get; set; } = null!; // set by Akka before the first message

    private AssociationSettings Settings => _services.Settings;

    ValueTask IAssociationHost.ConnectAsync(CancellationToken cancellationToken) => throw new InvalidOperationException("The archive is the acceptor here.");

    ValueTask IAssociationHost.SendAsync(ProtocolDataUnit pdu, CancellationToken cancellationToken)
    {
        if (pdu is AAbort abort)
            NoteAbort(abort, ours: true);
        _ = SendAsync(pdu).PipeTo(Self, failure: static cause => new SendingFailed(cause));
        return default;
    }

    ValueTask IAssociationHost.CloseAsync()
    {
        End();
        return default;
    }

    void IAssociationHost.StartArtimTimer() => Timers.StartSingleTimer(Artim, ArtimExpired.Instance, Settings.Artim);

    void IAssociationHost.StopArtimTimer() => Timers.Cancel(Artim);

    ValueTask IAssociationHost.IndicateAsync(AssociationIndication indication, ProtocolDataUnit? pdu, CancellationToken cancellationToken)
    {
        switch (indication)
        {
            case AssociationIndication.AssociateRequested:
                Answer((AAssociateRq)pdu!);
                break;
            case AssociationIndication.ReleaseRequested:
                _isReleasing = true;
                ReleaseWhenDone();
                break;
            case AssociationIndication.Aborted:
                if (pdu is AAbort abort && _reason is null)
                    NoteAbort(abort, ours: false);
                else
                    _result = _reason is null ? "lost" : "aborted";
                break;
        }

        return default;
    }

    void ISessionOwner.OperationEnded() => _self.Tell(OperationEnded.Instance);

    void ISessionOwner.Fail(string reason) => _self.Tell(new AssociationFailed(reason));

    protected override void PreStart()
    {
        AssociationMetrics.Open.Add(1);
        Raise(AssociationEvent.Evt5);
        Timers.StartSingleTimer(Deadlines, CheckDeadlines.Instance, DeadlineCheck);
    }

    /// <summary>Runs when everything is given back already, or after a failure of this actor: then that goes on beside.</summary>
    protected override void PostStop()
    {
        if (!_isEnding)
        {
            _stream.Close();
            _inbound.Stop();
            _ = ReleaseAsync();
        }

        AssociationMetrics.Open.Add(-1);
        if (_session is { Peer.IsSelf: true })
            return;
        LogEnd();
        AssociationMetrics.HasEnded(_result);
    }

    private void Open()
    {
        Receive<PduCame>(came =>
        {
            Complete(_machine.ReceiveAsync(came.Pdu));
            ReadOn();
        });
        Receive<DataCameOutOfPlace>(_ =>
        {
            _reason ??= "data came where none may";
            Raise(AssociationEvent.Evt10);
            ReadOn();
        });
        Receive<ReadingFailed>(failed => FailReading(failed.Cause));
        Receive<ReadingEnded>(_ =>
        {
            Raise(AssociationEvent.Evt17);
            End();
        });
        Receive<ReadingStopped>(_ =>
        {
            Abort("reading failed in the archive");
            End();
        });
        Receive<SendingFailed>(failed => FailSending(failed.Cause));
        Receive<AssociationFailed>(failed => Abort(failed.Reason));
        Receive<OperationEnded>(_ => EndOperation());
        Receive<ArtimExpired>(_ =>
        {
            if (Raise(AssociationEvent.Evt18))
                _reason ??= "the peer did not ask for an association, or close the connection, in time";
        });
        Receive<CheckDeadlines>(check =>
        {
            KeepDeadlines();
            if (!_isEnding)
                Timers.StartSingleTimer(Deadlines, check, DeadlineCheck);
        });
        Receive<ShutDownAssociation>(_ =>
        {
            _shutDownSince = _services.Time.GetTimestamp();
            KeepDeadlines();
        });
    }

    private void Ending()
    {
        Receive<Released>(released =>
        {
            if (released.Failure is { } failure)
                Log.EndingFailed(_services.Logger, _number, failure);
            Context.Stop(Self);
        });
        ReceiveAny(static _ => { }); // what crosses the end
    }

    /// <summary>Ends the connection and the streams; the actor goes when all of them, and all operations, have given back what they had.</summary>
    private void End()
    {
        if (_isEnding)
            return;
        _isEnding = true;
        Timers.CancelAll();
        _stream.Close();
        _inbound.Stop();
        _ = ReleaseAsync().PipeTo(Self, success: static () => new Released(null), failure: static failure => new Released(failure));
        Become(Ending);
    }

    private Task ReleaseAsync() => ReleaseAsync(_inbound.Released, _session, _input, _hasSlot ? _services.Associations : null);

    private static async Task ReleaseAsync(Task inbound, AssociationSession? session, PipeReader input, AssociationSlots? slots)
    {
        try
        {
            if (session is not null)
                await session.EndAsync(inbound);
        }
        finally
        {
            await inbound;
            slots?.Return();
            await input.CompleteAsync();
        }
    }

    private bool Raise(AssociationEvent @event, ProtocolDataUnit? pdu = null) => Complete(_machine.RaiseAsync(@event, pdu));

    /// <summary>Nothing that the machine asks of this host is left open: its actions complete in the turn.</summary>
    private static bool Complete(ValueTask<bool> raised) => raised.IsCompleted
        ? raised.GetAwaiter().GetResult()
        : throw new InvalidOperationException("An action of the state machine waits for something.");

    private void ReadOn()
    {
        if (!_isEnding)
            _inbound.GoOn(_machine.ReceivesData ? ReadingMode.Take : _machine.State == AssociationState.Sta13 ? ReadingMode.Drop : ReadingMode.Report);
    }

    private void FailReading(Exception cause)
    {
        switch (cause)
        {
            case PduException broken:
                _reason ??= broken.Message;
                Complete(_machine.ReceiveInvalidAsync(broken));
                break;
            case CommandFormatException malformed:
                Abort(malformed.Message);
                break;
            case ConnectionLostException:
                break; // the reader comes to its end, too
            default:
                Log.ReaderFailed(_services.Logger, _number, cause);
                Abort("reading failed in the archive");
                break;
        }
    }

    /// <summary>The peer is gone or takes nothing: the end of the connection follows.</summary>
    private void FailSending(Exception cause)
    {
        if (cause is not (ConnectionLostException or OperationCanceledException))
            Log.SendingFailed(_services.Logger, _number, cause);
        _stream.Close();
    }

    private void EndOperation()
    {
        if (_isReleasing)
            ReleaseWhenDone();
        else if (_shutDownSince != 0)
            KeepDeadlines();
    }

    private async Task SendAsync(ProtocolDataUnit pdu)
    {
        using var deadline = new CancellationTokenSource(Settings.Transfer, _services.Time);
        await _writer.SendAsync(pdu, deadline.Token);
    }

    private void Answer(AAssociateRq request)
    {
        _callingAeTitle = request.CallingAeTitle.Value;
        var peer = FindPeer(request.CallingAeTitle);
        var answer = new AssociationAcceptor([Settings.AeTitle], _ => peer is null ? null : _services.Services.PolicyFor(peer)).Answer(request);
        if (answer is AAssociateAc && !(_hasSlot = _services.Associations.TryTake()))
            answer = new AAssociateRj(RejectResult.Transient, RejectReason.LocalLimitExceeded);
        if (answer is AAssociateAc accept)
        {
            _refused = RefusedContexts.Describe(request, accept);
            var negotiated = new NegotiatedAssociation(request, accept, isRequestor: false);
            _writer.MaximumLength = negotiated.PeerMaximumLength;
            _session = new AssociationSession(_number, negotiated, peer!, _services, _writer, _stream.Progress, this);
            _inbound.Open(_session);
            _buffers.Accept();
            Raise(AssociationEvent.Evt7, accept);
        }
        else
        {
            (_result, _reason) = ("rejected", answer.ToString());
            Raise(AssociationEvent.Evt8, answer);
        }
    }

    private Peer? FindPeer(AeTitle callingAeTitle)
    {
        if (callingAeTitle == Peer.Self.AeTitle)
            return _isFromHere ? Peer.Self : null;
        return _services.Peers.Find(callingAeTitle, _address.Address);
    }

    private void ReleaseWhenDone()
    {
        if (_session is { Operations: > 0 })
            return;
        if (Raise(AssociationEvent.Evt14))
            _result = "released";
    }

    private void KeepDeadlines()
    {
        _stream.LookForArrivals();
        if (_stream.SinceWriteStarted > Settings.Transfer)
        {
            // What is stuck in a write cannot be followed by an A-ABORT.
            (_result, _reason) = ("aborted", "the peer took nothing of what was sent to it in time");
            _stream.Close();
            return;
        }

        switch (_machine.State)
        {
            case AssociationState.Sta2 or AssociationState.Sta13 when _shutDownSince != 0:
                Abort("the archive shuts down");
                break;
            case AssociationState.Sta6 or AssociationState.Sta8:
                KeepDeadlinesOf(_session!);
                break;
        }
    }

    private void KeepDeadlinesOf(AssociationSession session)
    {
        var isBusy = _isReleasing || _inbound.IsReceiving || session.Operations > 0;
        if (_isReleasing && _stream.SinceReadStarted > Settings.Idle)
            Abort("what was asked before the release did not end in time");
        else if (_inbound.IsReceiving && session.Operations == 0 && _stream.SinceReadStarted > Settings.Transfer)
            Abort("the peer stopped in the middle of a message");
        else if (!isBusy && _stream.SinceReadStarted > Settings.Idle)
            Abort("nothing was asked in time");
        else if (_shutDownSince != 0 && (!isBusy || !CanFinish()))
            Abort("the archive shuts down");
    }

    /// <summary>A node that has lost its cluster records nothing any more: who waits for its answer is better off with another.</summary>
    private bool CanFinish() =>
        _services.Health[ArchivePart.Cluster].State != HealthState.Failed && _services.Time.GetElapsedTime(_shutDownSince) <= Settings.ShutdownGrace;

    private void Abort(string reason)
    {
        _reason ??= reason;
        if (Raise(AssociationEvent.Evt15))
            ReadOn();
        else
            End();
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
