using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Stage;
using Archive.Protocol.Connections;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations.Stages;

/// <summary>
/// The reading end of a connection. P-DATA goes downstream slice by slice; of every other PDU the association's actor is told, and nothing
/// more is read until it has dealt with it.
/// </summary>
/// <remarks>
/// A slice lies in the pipe's own buffer and is valid until the next pull reaches this stage. Everything downstream therefore is fused with
/// it: no asynchronous boundary, no buffer, nothing that pulls ahead of the sink.
/// After a failure, its own or one downstream, it throws away what still comes until the peer closes the connection: a socket closed with
/// unread bytes takes our A-ABORT away from the peer. ARTIM bounds that.
/// </remarks>
internal sealed class PduSource : GraphStageWithMaterializedValue<SourceShape<IncomingSlice>, IPduReading>
{
    private readonly Outlet<IncomingSlice> _out = new("PduSource.out");

    public override SourceShape<IncomingSlice> Shape => new(_out);

    public override ILogicAndMaterializedValue<IPduReading> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var connection = InboundConnection.Of(inheritedAttributes);
        var logic = new Logic(this, connection.Reader, connection.Association);
        return new LogicAndMaterializedValue<IPduReading>(logic, logic);
    }

    private sealed class Logic : WaitingLogic, IPduReading
    {
        private readonly Outlet<IncomingSlice> _out;
        private readonly PduReader _reader;
        private readonly IActorRef _association;
        private readonly Action<ReadingMode> _goOn;
        private readonly Action _stop;
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly IncomingSlice _slice = new();
        private ValueTask<PduReadResult> _read;
        private ValueTask _discard;
        private ReadingMode _mode = ReadingMode.Report;
        private bool _isHeld; // until the actor has dealt with what came
        private bool _isDiscarding;
        private bool _hasEnded;

        public Logic(PduSource stage, PduReader reader, IActorRef association)
            : base(stage.Shape)
        {
            _out = stage._out;
            _reader = reader;
            _association = association;
            _goOn = GetAsyncCallback<ReadingMode>(OnGoOn);
            _stop = GetAsyncCallback(CompleteStage);
            SetHandler(_out, Read, Fail);
        }

        public Task Released => _released.Task;

        public void GoOn(ReadingMode mode) => _goOn(mode);

        public void Stop() => _stop();

        public override void PreStart() => SetKeepGoing(true);

        protected override void OnWaited()
        {
            if (_isDiscarding)
                EndDiscarding();
            else
                Take();
        }

        protected override void OnStopped()
        {
            if (!_hasEnded)
                _association.Tell(ReadingStopped.Instance);
        }

        protected override void Release() => _released.TrySetResult();

        private void OnGoOn(ReadingMode mode)
        {
            _mode = mode;
            if (!_isHeld)
                return;
            _isHeld = false;
            Read();
        }

        private void Read()
        {
            try
            {
                while (HasCome(_reader.ReadAsync()) && IsPassedOver(_read.GetAwaiter().GetResult()))
                    continue;
            }
            catch (Exception failure)
            {
                OnFailed(failure);
            }
        }

        /// <summary>True when something is there already; else the stage waits for it.</summary>
        private bool HasCome(ValueTask<PduReadResult> read)
        {
            _read = read;
            if (read.IsCompleted)
                return true;
            BeginWait();
            read.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Continuation);
            return false;
        }

        private void Take()
        {
            try
            {
                if (!IsPassedOver(_read.GetAwaiter().GetResult()))
                    return;
            }
            catch (Exception failure)
            {
                OnFailed(failure);
                return;
            }

            Read();
        }

        private void OnFailed(Exception failure)
        {
            if (failure is ConnectionLostException)
                End();
            else
                Fail(failure);
        }

        /// <summary>Does what is to be done with what came; true when that is nothing and the next is to be read.</summary>
        private bool IsPassedOver(in PduReadResult read)
        {
            if (read.IsEnd)
            {
                End();
                return false;
            }

            if (read.Pdu is { } pdu)
            {
                Hold(new PduCame(pdu));
                return false;
            }

            switch (_mode)
            {
                case ReadingMode.Take:
                    _slice.Value = read.Slice;
                    Push(_out, _slice);
                    return false;
                case ReadingMode.Report:
                    Hold(DataCameOutOfPlace.Instance);
                    return false;
                default:
                    return true;
            }
        }

        private void Hold(ReadingMessage message)
        {
            _isHeld = true;
            _association.Tell(message);
        }

        private void Fail(Exception cause)
        {
            _association.Tell(new ReadingFailed(cause));
            Complete(_out);
            _isDiscarding = true;
            Discard(_reader.DiscardAsync());
        }

        private void Discard(ValueTask discard)
        {
            _discard = discard;
            if (discard.IsCompleted)
            {
                EndDiscarding();
                return;
            }

            BeginWait();
            discard.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Continuation);
        }

        private void EndDiscarding()
        {
            try
            {
                _discard.GetAwaiter().GetResult();
            }
            catch (ConnectionLostException)
            {
                // That is an end as good as any.
            }

            End();
        }

        private void End()
        {
            _hasEnded = true;
            _association.Tell(ReadingEnded.Instance);
            CompleteStage();
        }
    }
}
