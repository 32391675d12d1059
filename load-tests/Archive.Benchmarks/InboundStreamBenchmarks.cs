using System.Buffers;
using System.IO.Pipelines;
using Akka.Actor;
using Akka.Streams;
using Archive.Actors.Associations;
using Archive.Actors.Associations.Stages;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>
/// P-DATA-TFs of 128 KiB through the stream that reads an association, up to its operation. Most pass at once; the operation makes the
/// stream wait after so many of them, for as long as nobody asks for more.
/// </summary>
[MemoryDiagnoser]
[AllocatesOnOtherThreads]
public class InboundStreamBenchmarks
{
    private const int PduBytes = 128 * 1024;

    private readonly Gate _gate = new();
    private ActorSystem _system = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _system = ActorSystem.Create("benchmark", "akka { loglevel = WARNING, coordinated-shutdown.run-by-clr-shutdown-hook = off }");
        var input = PipeReader.Create(
            new EndlessObject(PduBytes), new StreamPipeReaderOptions(bufferSize: 128 * 1024, minimumReadSize: 32 * 1024, useZeroByteReads: true));
        var reader = new PduReader(input, new PduLimits { MaxPDataBytes = PduBytes });
        var inbound = new InboundStream(reader, _system.DeadLetters, _system.Materializer());
        inbound.Open(_gate);
        inbound.GoOn(ReadingMode.Take);
        _gate.Await();
    }

    [GlobalCleanup]
    public void CleanUp() => _system.Terminate().Wait();

    [Benchmark]
    public void HundredSlicesThatPassAtOnce() => _gate.Pass(100);

    [Benchmark]
    public void SliceThatIsWaitedFor() => _gate.Pass(1);

    /// <summary>An operation that takes as many slices as it is let.</summary>
    private sealed class Gate : IOperations, IDataSetSink
    {
        private readonly ManualResetEventSlim _isWaiting = new();
        private readonly ManualResetValueTaskSource _waiting = new();
        private int _left;

        public NegotiatedAssociation Negotiated { get; } = Negotiate();

        public void Await()
        {
            _isWaiting.Wait();
            _isWaiting.Reset();
        }

        public void Pass(int slices)
        {
            _left = slices;
            _waiting.Complete();
            Await();
        }

        public ValueTask AppendAsync(ReadOnlySequence<byte> bytes)
        {
            if (--_left > 0)
                return default;
            var waiting = _waiting.Begin();
            _isWaiting.Set();
            return waiting;
        }

        public ValueTask<IDataSetSink?> BeginAsync(PresentationContext context, CommandSet command) => new(this);

        public ValueTask CompleteAsync() => default;

        public ValueTask AbandonAsync() => default;

        public void Run(Func<Task> operation)
        {
        }

        private static NegotiatedAssociation Negotiate()
        {
            var request = new AAssociateRq
            {
                CalledAeTitle = new AeTitle("ARCHIVE"),
                CallingAeTitle = new AeTitle("MODALITY"),
                PresentationContexts = [new(1, SopClasses.CTImageStorage, [TransferSyntax.ExplicitVrLittleEndian.Uid])],
                UserInformation = new UserInformation { MaximumLength = PduBytes, ImplementationClassUid = Implementation.ClassUid },
            };
            var policy = new AssociationPolicy
            {
                AbstractSyntaxes = new Dictionary<Uid, AbstractSyntaxPolicy> { [SopClasses.CTImageStorage] = new(TransferSyntaxPreference.Storage) },
            };
            return new NegotiatedAssociation(request, (AAssociateAc)new AssociationAcceptor([], _ => policy).Answer(request), isRequestor: false);
        }
    }
}
