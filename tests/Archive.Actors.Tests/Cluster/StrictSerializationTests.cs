using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Archive.Actors.Cluster;
using Archive.Actors.Tests.TestKit;

namespace Archive.Actors.Tests.Cluster;

[Collection(nameof(ActorSystemCollection))]
public sealed class StrictSerializationTests
{
    /// <summary>By which Akka's serializer for what has no other is named, which makes whatever type it is told to.</summary>
    private const int Json = 1;

    [Fact]
    public async Task The_node_neither_writes_nor_reads_a_type_that_is_not_registered()
    {
        var system = ActorSystem.Create("test", ArchiveSystem.Settings);
        var serialization = ((ExtendedActorSystem)system).Serialization;
        var name = $"{typeof(Unregistered).FullName}, {typeof(Unregistered).Assembly.GetName().Name}";

        Assert.Throws<SerializationException>(() => serialization.FindSerializerFor(new Unregistered()));
        Assert.Throws<SerializationException>(() => serialization.Deserialize(Encoding.UTF8.GetBytes($$"""{"$type":"{{name}}"}"""), Json, name));
        await system.Terminate();
    }

    [Fact]
    public async Task In_tests_a_message_that_can_go_nowhere_and_does_not_say_so_is_not_delivered()
    {
        var system = ActorSystem.Create("test", StrictSerialization.Settings.WithFallback(ArchiveSystem.Settings));
        using var kit = new Akka.TestKit.Xunit2.TestKit(system);

        kit.TestActor.Tell(new Unregistered());
        kit.TestActor.Tell(new Local());

        await kit.ExpectMsgAsync<Local>();
        await system.Terminate();
    }

    private sealed class Unregistered;

    private sealed class Local : INoSerializationVerificationNeeded;
}
