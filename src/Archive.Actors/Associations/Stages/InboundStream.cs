using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations.Stages;

/// <summary>The running stream that reads an association: socket, PDUs, DIMSE messages, operations; one fused graph.</summary>
internal sealed class InboundStream
{
    private readonly InboundState _state = new();
    private readonly IPduReading _reading;
    private readonly Task _operating;

    public InboundStream(PduReader reader, IActorRef association, IMaterializer materializer) =>
        (_reading, _operating) = Source.FromGraph(new PduSource(reader, association))
            .Via(new DimseStage(_state))
            .ToMaterialized(new OperationSink(_state), Keep.Both)
            .Run(materializer);

    /// <summary>A message has begun and is not yet dealt with.</summary>
    public bool IsReceiving => _state.IsReceiving;

    /// <summary>Completed when the stream has stopped and nothing of it reads from the connection or works on what came from there.</summary>
    public Task Released => Task.WhenAll(_reading.Released, _operating);

    /// <summary>From now on data may come, and this is who takes them.</summary>
    public void Open(IOperations operations) => _state.Operations = operations;

    public void GoOn(ReadingMode mode) => _reading.GoOn(mode);
}
