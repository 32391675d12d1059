using Akka.Streams;
using Akka.Streams.Stage;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations.Stages;

/// <summary>Slices of P-DATA become commands and the bytes of their data sets. What does not belong where it comes fails the stream.</summary>
/// <remarks>A slice passes through and is valid until the next pull; only a command that comes in several fragments is copied.</remarks>
internal sealed class DimseStage : GraphStage<FlowShape<IncomingSlice, IncomingPart>>
{
    private readonly Inlet<IncomingSlice> _in = new("DimseStage.in");
    private readonly Outlet<IncomingPart> _out = new("DimseStage.out");

    public override FlowShape<IncomingSlice, IncomingPart> Shape => new(_in, _out);

    protected override GraphStageLogic CreateLogic(Attributes inheritedAttributes) => new Logic(this, InboundConnection.Of(inheritedAttributes).State);

    private sealed class Logic : InAndOutGraphStageLogic
    {
        private readonly DimseStage _stage;
        private readonly InboundState _state;
        private readonly IncomingPart _part = new();
        private MessageReader? _messages;

        public Logic(DimseStage stage, InboundState state)
            : base(stage.Shape)
        {
            _stage = stage;
            _state = state;
            SetHandlers(stage._in, stage._out, this);
        }

        public override void OnPull() => Pull(_stage._in);

        public override void OnPush()
        {
            _messages ??= new MessageReader(_state.Operations!.Negotiated);
            _state.IsReceiving = true;
            try
            {
                if (!_messages.TryTake(Grab(_stage._in).Value, out var part))
                {
                    Pull(_stage._in);
                    return;
                }

                _part.Value = part;
                Push(_stage._out, _part);
            }
            catch (Exception wrong) when (wrong is PduException or CommandFormatException)
            {
                FailStage(wrong);
            }
        }

        public override void PostStop() => _messages?.Dispose();
    }
}
