using Akka.Actor;
using Akka.Streams;
using Akka.Streams.Dsl;
using Archive.Protocol.Pdu;

namespace Archive.Actors.Associations.Stages;

/// <summary>The running stream that reads an association: socket, PDUs, DIMSE messages, operations; one fused graph.</summary>
/// <remarks>
/// The graph is the same for all and fused once, for that costs as much as all else that begins an association. What differs reaches its
/// stages as an attribute.
/// </remarks>
internal sealed class InboundStream
{
    private static readonly IGraph<ClosedShape, (IPduReading Reading, Task Operating)> Graph = Fusing.Aggressive(
        Source.FromGraph(new PduSource()).Via(new DimseStage()).ToMaterialized(new OperationSink(), Keep.Both));

    private readonly InboundState _state = new();
    private readonly IPduReading _reading;
    private readonly Task _operating;

    public InboundStream(PduReader reader, IActorRef association, IMaterializer materializer) =>
        (_reading, _operating) = materializer.Materialize(Graph, new Attributes(new InboundConnection(reader, association, _state)));

    /// <summary>A message has begun and is not yet dealt with.</summary>
    public bool IsReceiving => _state.IsReceiving;

    /// <summary>Completed when the stream has stopped and nothing of it reads from the connection or works on what came from there.</summary>
    public Task Released => Task.WhenAll(_reading.Released, _operating);

    /// <summary>From now on data may come, and this is who takes them.</summary>
    public void Open(IOperations operations) => _state.Operations = operations;

    public void GoOn(ReadingMode mode) => _reading.GoOn(mode);

    /// <summary>Ends the stream, whatever it waits for.</summary>
    public void Stop() => _reading.Stop();
}
