using System.Buffers;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using MessagePack;

namespace Archive.Actors.Cluster;

/// <summary>What members tell each other of themselves, by the rules of the study protocol: MessagePack, under a manifest that never changes.</summary>
public sealed class MembershipSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string CutOff = "CO";

    /// <summary>Written into every message between nodes.</summary>
    public override int Identifier => 1202;

    public override string Manifest(object o) => o is MemberCutOff ? CutOff : throw new ArgumentException($"{o.GetType()} is no message of members.", nameof(o));

    public override byte[] ToBinary(object obj)
    {
        if (obj is not MemberCutOff cutOff)
            throw new ArgumentException($"{obj.GetType()} is no message of members.", nameof(obj));
        var buffer = new ArrayBufferWriter<byte>(16);
        var writer = new MessagePackWriter(buffer);
        writer.WriteArrayHeader(1);
        writer.Write(cutOff.Id);
        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="SerializationException">The bytes are no such message.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        if (manifest != CutOff)
            throw new SerializationException($"'{manifest}' is no message of members.");
        try
        {
            var reader = new MessagePackReader(bytes);
            return reader.ReadArrayHeader() > 0 ? new MemberCutOff(reader.ReadInt64()) : throw new SerializationException($"This '{manifest}' names no member.");
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or OverflowException)
        {
            throw new SerializationException($"This is no '{manifest}' of members: {e.GetType().Name}.", e);
        }
    }
}
