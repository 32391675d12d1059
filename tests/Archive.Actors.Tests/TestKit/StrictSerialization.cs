using System.Collections.Concurrent;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Archive.Actors.Tests.TestKit;

/// <summary>
/// Whatever an actor is told is serialized and read back, as if it came from another node, unless it says of itself that it stays. Stands
/// for what has no serializer: Akka's own messages go as they are, since not all of those that stay say so; ours are refused.
/// </summary>
public sealed class StrictSerialization(ExtendedActorSystem system) : Serializer(system)
{
    private static readonly ConcurrentDictionary<long, object> OnTheirWay = new();
    private static long _last;

    public static Config Settings { get; } = ConfigurationFactory.ParseString($$"""
        akka.actor {
          serialize-messages = on
          serializers.strict = "{{typeof(StrictSerialization).FullName}}, {{typeof(StrictSerialization).Assembly.GetName().Name}}"
          serialization-bindings { "System.Object" = strict }
          serialization-settings.allow-unregistered-types = true
        }
        """);

    public override int Identifier => 9999;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj)
    {
        if (obj.GetType().Namespace?.StartsWith("Akka", StringComparison.Ordinal) is not true)
            throw new SerializationException($"{obj.GetType()} can neither go to another node, nor does it say that it stays (INoSerializationVerificationNeeded).");
        var number = Interlocked.Increment(ref _last);
        OnTheirWay[number] = obj;
        return BitConverter.GetBytes(number);
    }

    public override object FromBinary(byte[] bytes, Type type) =>
        OnTheirWay.TryRemove(BitConverter.ToInt64(bytes), out var message) ? message : throw new SerializationException("Read twice.");
}
