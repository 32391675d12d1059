using System.Runtime.CompilerServices;
using Akka.Streams;
using Akka.Streams.Stage;
using Archive.Protocol.Dimse;

namespace Archive.Actors.Associations.Stages;

/// <summary>
/// Begins the operations that commands ask for and hands them their data sets while these arrive. It pulls when an operation has taken what
/// came and not before: so a spent memory budget, a slow disk or too many operations reach the peer as TCP's back-pressure (P5).
/// </summary>
/// <remarks>
/// Bytes are an operation's until its <see cref="IDataSetSink.AppendAsync"/> returns; then the next pull invalidates them. An operation whose
/// data set does not come to its end is abandoned when the stage stops. The materialized task ends when the stage holds nothing any more.
/// </remarks>
internal sealed class OperationSink : GraphStageWithMaterializedValue<SinkShape<IncomingPart>, Task>
{
    private readonly Inlet<IncomingPart> _in = new("OperationSink.in");

    public override SinkShape<IncomingPart> Shape => new(_in);

    public override ILogicAndMaterializedValue<Task> CreateLogicAndMaterializedValue(Attributes inheritedAttributes)
    {
        var logic = new Logic(this, InboundConnection.Of(inheritedAttributes).State);
        return new LogicAndMaterializedValue<Task>(logic, logic.Released);
    }

    private sealed class Logic : WaitingLogic
    {
        private readonly Inlet<IncomingPart> _in;
        private readonly InboundState _state;
        private readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private IDataSetSink? _sink;
        private ValueTask _taking;

        public Logic(OperationSink stage, InboundState state)
            : base(stage.Shape)
        {
            _in = stage._in;
            _state = state;
            SetHandler(_in, OnPush, CompleteStage, FailStage);
        }

        public Task Released => _released.Task;

        public override void PreStart() => Pull(_in);

        protected override void OnWaited()
        {
            try
            {
                _taking.GetAwaiter().GetResult();
            }
            catch (Exception failure)
            {
                FailStage(failure);
                return;
            }

            Pull(_in);
        }

        protected override void Release()
        {
            if (_sink is { } sink)
                _state.Operations!.Run(() => sink.AbandonAsync().AsTask());
            _released.TrySetResult();
        }

        private void OnPush() => AwaitTaken(TakeAsync(Grab(_in).Value));

        private void AwaitTaken(ValueTask taking)
        {
            _taking = taking;
            if (taking.IsCompleted)
            {
                OnWaited();
                return;
            }

            BeginWait();
            taking.ConfigureAwait(false).GetAwaiter().UnsafeOnCompleted(Continuation);
        }

        [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
        private async ValueTask TakeAsync(MessagePart part)
        {
            if (part.Command is { } command)
                _sink = await _state.Operations!.BeginAsync(part.Context, command) ?? DiscardingSink.Instance;
            else
                await _sink!.AppendAsync(part.Payload);
            if (!part.IsLast)
                return;
            (var whole, _sink) = (_sink, null); // it ends once
            await whole.CompleteAsync();
            _state.IsReceiving = false;
        }
    }
}
