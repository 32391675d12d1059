using Akka.Actor;
using Akka.Cluster.Hosting;
using Akka.Cluster.Sharding;
using Akka.Hosting;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>What Akka.NET takes for a message, with the node's settings: to an actor, and to an entity of a shard with its answer.</summary>
[MemoryDiagnoser]
[AllocatesOnOtherThreads]
public class ActorBenchmarks
{
    private const int Tells = 100;

    private readonly TemporaryDirectory _directory = new();
    private readonly ManualResetEventSlim _isDone = new();
    private readonly Question _question = new("entity");
    private RunningArchive _archive = null!;
    private IActorRef _counter = null!;
    private IActorRef _region = null!;

    [GlobalSetup]
    public void SetUp()
    {
        _archive = RunningArchive.StartAsync(_directory.FullPath, akka => akka.WithShardRegion<Entity>(
            "benchmark", static _ => Props.Create<Entity>(), new Extractor(), new ShardOptions())).GetAwaiter().GetResult();
        _counter = _archive.Get<ActorSystem>().ActorOf(Props.Create(() => new Counter(_isDone)));
        _region = _archive.Get<IRequiredActor<Entity>>().ActorRef;
        AskOfShardedEntity();
    }

    [GlobalCleanup]
    public void CleanUp()
    {
        _archive.Stop();
        _directory.Dispose();
    }

    [Benchmark]
    public void HundredTells()
    {
        _isDone.Reset();
        for (var i = 0; i < Tells; i++)
            _counter.Tell(_question);
        _isDone.Wait();
    }

    [Benchmark]
    public void AskOfShardedEntity() => _region.Ask<Question>(_question, TimeSpan.FromSeconds(30)).GetAwaiter().GetResult();

    private sealed record Question(string Entity) : INoSerializationVerificationNeeded;

    private sealed class Counter : ReceiveActor
    {
        private int _told;

        public Counter(ManualResetEventSlim isDone) => Receive<Question>(_ =>
        {
            if (++_told % Tells == 0)
                isDone.Set();
        });
    }

    private sealed class Entity : ReceiveActor
    {
        public Entity() => Receive<Question>(question => Sender.Tell(question));
    }

    private sealed class Extractor : IMessageExtractor
    {
        public string? EntityId(object message) => (message as Question)?.Entity;

        public object EntityMessage(object message) => message;

        public string ShardId(object message) => throw new NotSupportedException("Superseded by the shard of an entity id.");

        public string ShardId(string entityId, object? messageHint = null) => "1";
    }
}
