using System.Buffers;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Serialization;
using Archive.Actors.Entities;
using MessagePack;

namespace Archive.Actors.Studies.Serialization;

/// <summary>
/// Study commands and replies between nodes: MessagePack, each type under a manifest of its own. Nodes of two versions talk
/// to each other while a cluster is upgraded, so manifests and the order of fields never change: a field is added at the end,
/// readers ship before writers, and what a reader does not know it passes over.
/// </summary>
/// <remarks>
/// How large a message becomes is bounded where an object is described: the header scanner captures 64 KiB of attributes at
/// most beside those that have columns, and 16 KiB of each of those.
/// </remarks>
public sealed class StudyProtocolSerializer(ExtendedActorSystem system) : SerializerWithStringManifest(system)
{
    private const string Record = "RI";
    private const string Move = "MB";
    private const string Recorded = "RR";
    private const string Moved = "MR";
    private const string Failed = "SF";

    /// <summary>Written into every message between nodes.</summary>
    public override int Identifier => 1201;

    public override string Manifest(object o) => o switch
    {
        RecordInstance => Record,
        MoveBlob => Move,
        RecordReply => Recorded,
        MoveReply => Moved,
        EntityFailure => Failed,
        _ => throw new ArgumentException($"{o.GetType()} is no message of the study protocol.", nameof(o)),
    };

    public override byte[] ToBinary(object obj)
    {
        var buffer = new ArrayBufferWriter<byte>(2048);
        var writer = new MessagePackWriter(buffer);
        switch (obj)
        {
            case RecordInstance command:
                StudyProtocolFormat.Write(ref writer, command);
                break;
            case MoveBlob command:
                StudyProtocolFormat.Write(ref writer, command);
                break;
            case RecordReply reply:
                StudyProtocolFormat.Write(ref writer, reply);
                break;
            case MoveReply reply:
                StudyProtocolFormat.Write(ref writer, reply);
                break;
            case EntityFailure reply:
                StudyProtocolFormat.Write(ref writer, reply);
                break;
            default:
                throw new ArgumentException($"{obj.GetType()} is no message of the study protocol.", nameof(obj));
        }

        writer.Flush();
        return buffer.WrittenSpan.ToArray();
    }

    /// <exception cref="SerializationException">The bytes are no such message.</exception>
    public override object FromBinary(byte[] bytes, string manifest)
    {
        var reader = new MessagePackReader(bytes);
        try
        {
            return manifest switch
            {
                Record => StudyProtocolFormat.ReadRecordInstance(ref reader),
                Move => StudyProtocolFormat.ReadMoveBlob(ref reader),
                Recorded => StudyProtocolFormat.ReadRecordReply(ref reader),
                Moved => StudyProtocolFormat.ReadMoveReply(ref reader),
                Failed => StudyProtocolFormat.ReadStudyFailure(ref reader),
                _ => throw new SerializationException($"'{manifest}' is no message of the study protocol."),
            };
        }
        catch (Exception e) when (e is MessagePackSerializationException or EndOfStreamException or InvalidOperationException or FormatException or ArgumentException or OverflowException
            or InsufficientExecutionStackException)
        {
            throw new SerializationException($"This is no '{manifest}' of the study protocol: {e.GetType().Name}.", e);
        }
    }
}
