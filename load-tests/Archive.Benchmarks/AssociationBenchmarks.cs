using System.IO.Pipelines;
using Akka.Actor;
using Akka.Streams;
using Archive.Actors.Associations.Stages;
using Archive.Protocol.Pdu;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>What an association costs beside its socket: an actor that materializes the reading stream, and the end of both.</summary>
[MemoryDiagnoser]
[AllocatesOnOtherThreads]
public class AssociationBenchmarks
{
    private readonly ManualResetEventSlim _hasEnded = new();
    private ActorSystem _system = null!;
    private ActorMaterializer _streams = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _system = ActorSystem.Create("benchmark", "akka { loglevel = WARNING, coordinated-shutdown.run-by-clr-shutdown-hook = off }");
        _streams = _system.Materializer();
    }

    [GlobalCleanup]
    public void CleanUp() => _system.Terminate().Wait();

    [Benchmark]
    public void MaterializeAndEnd()
    {
        _hasEnded.Reset();
        _system.ActorOf(Props.CreateBy(new Producer(_hasEnded, _streams)));
        _hasEnded.Wait();
    }

    private sealed class Producer(ManualResetEventSlim hasEnded, IMaterializer streams) : IIndirectActorProducer
    {
        public Type ActorType => typeof(Owner);

        public ActorBase Produce() => new Owner(hasEnded, streams);

        public void Release(ActorBase actor)
        {
        }
    }

    private sealed class Owner : ReceiveActor
    {
        private readonly ManualResetEventSlim _hasEnded;

        public Owner(ManualResetEventSlim hasEnded, IMaterializer streams)
        {
            _hasEnded = hasEnded;
            _ = new InboundStream(new PduReader(PipeReader.Create(Stream.Null), new PduLimits()), Self, streams);
            Receive<ReadingEnded>(_ => Context.Stop(Self));
        }

        protected override void PostStop() => _hasEnded.Set();
    }
}
