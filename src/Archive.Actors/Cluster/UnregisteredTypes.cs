using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Configuration;
using Akka.Serialization;

namespace Archive.Actors.Cluster;

/// <summary>
/// Stands where Akka's JSON serializer does, which makes whatever type a message names: who can reach the port would choose the code
/// that runs. What has no serializer of its own is neither written nor read.
/// </summary>
public sealed class UnregisteredTypes : Serializer
{
    /// <param name="settings">Those of JSON; Akka makes the serializer of that name with them.</param>
    public UnregisteredTypes(ExtendedActorSystem system, Config settings)
        : base(system) => ArgumentNullException.ThrowIfNull(settings);

    public override int Identifier => 1;

    public override bool IncludeManifest => false;

    public override byte[] ToBinary(object obj) => throw new SerializationException($"{obj?.GetType()} has no serializer.");

    public override object FromBinary(byte[] bytes, Type type) => throw new SerializationException("A message of a type that has no serializer is not read.");
}
