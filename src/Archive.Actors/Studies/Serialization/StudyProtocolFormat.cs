using System.Buffers;
using Archive.Actors.Entities;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;
using MessagePack;

namespace Archive.Actors.Studies.Serialization;

/// <summary>
/// The fields of each message, in order: a message and whatever it is made of is an array. Readers pass over elements behind
/// those that they know. Enumerations are their numbers, instants are ticks in UTC, data sets are Explicit VR Little Endian.
/// </summary>
internal static class StudyProtocolFormat
{
    private static readonly MessagePackSecurity Security = MessagePackSecurity.UntrustedData;

    public static void Write(ref MessagePackWriter writer, RecordInstance command)
    {
        writer.WriteArrayHeader(3);
        Write(ref writer, command.Object);
        Write(ref writer, command.Storage);
        writer.Write((int)command.Policy);
    }

    public static void Write(ref MessagePackWriter writer, MoveBlob command)
    {
        writer.WriteArrayHeader(4);
        writer.Write(command.Study.Value);
        writer.Write(command.Instance.Value);
        Write(ref writer, command.From);
        Write(ref writer, command.To);
    }

    public static void Write(ref MessagePackWriter writer, RecordReply reply)
    {
        writer.WriteArrayHeader(1);
        writer.Write((int)reply.Result);
    }

    public static void Write(ref MessagePackWriter writer, MoveReply reply)
    {
        writer.WriteArrayHeader(1);
        writer.Write(reply.IsMoved);
    }

    public static void Write(ref MessagePackWriter writer, EntityFailure reply)
    {
        writer.WriteArrayHeader(2);
        writer.Write((int)reply.Kind);
        writer.Write(reply.Message);
    }

    public static RecordInstance ReadRecordInstance(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 3);
        var command = new RecordInstance(ReadDescription(ref reader), ReadStorage(ref reader), ReadEnum<DuplicatePolicy>(ref reader));
        Leave(ref reader, unknown);
        return command;
    }

    public static MoveBlob ReadMoveBlob(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 4);
        var command = new MoveBlob(new StudyInstanceUid(ReadText(ref reader)), new SopInstanceUid(ReadText(ref reader)), ReadBlob(ref reader), ReadBlob(ref reader));
        Leave(ref reader, unknown);
        return command;
    }

    public static RecordReply ReadRecordReply(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 1);
        var reply = new RecordReply(ReadEnum<RecordResult>(ref reader));
        Leave(ref reader, unknown);
        return reply;
    }

    public static MoveReply ReadMoveReply(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 1);
        var reply = new MoveReply(reader.ReadBoolean());
        Leave(ref reader, unknown);
        return reply;
    }

    public static EntityFailure ReadStudyFailure(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 2);
        var reply = new EntityFailure(ReadEnum<EntityFailureKind>(ref reader), ReadText(ref reader));
        Leave(ref reader, unknown);
        return reply;
    }

    private static void Write(ref MessagePackWriter writer, ObjectDescription description)
    {
        var (study, series, instance) = description;
        writer.WriteArrayHeader(3);
        writer.WriteArrayHeader(14);
        writer.Write(study.Study.Value);
        writer.Write(study.Patient.PatientId);
        writer.Write(study.Patient.IssuerOfPatientId);
        writer.Write(study.PatientName);
        writer.Write(study.PatientBirthDate);
        writer.Write(study.PatientSex);
        writer.Write(study.StudyDate);
        writer.Write(study.StudyTime);
        writer.Write(study.AccessionNumber);
        writer.Write(study.StudyId);
        writer.Write(study.StudyDescription);
        writer.Write(study.ReferringPhysicianName);
        writer.Write(study.Encoded.Span);
        writer.Write(study.IsNonPatient);
        writer.WriteArrayHeader(8);
        writer.Write(series.Series.Value);
        writer.Write(series.Modality);
        writer.Write(series.SeriesNumber);
        writer.Write(series.SeriesDate);
        writer.Write(series.SeriesTime);
        writer.Write(series.SeriesDescription);
        writer.Write(series.BodyPartExamined);
        writer.Write(series.Encoded.Span);
        writer.WriteArrayHeader(4);
        writer.Write(instance.Instance.Value);
        writer.Write(instance.SopClass.Value);
        writer.Write(instance.InstanceNumber);
        writer.Write(instance.Encoded.Span);
    }

    private static ObjectDescription ReadDescription(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 3);
        var description = new ObjectDescription(ReadStudy(ref reader), ReadSeries(ref reader), ReadInstance(ref reader));
        Leave(ref reader, unknown);
        return description;
    }

    private static StudyAttributes ReadStudy(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 14);
        var study = new StudyAttributes(
            new StudyInstanceUid(ReadText(ref reader)), new PatientKey(ReadText(ref reader), ReadText(ref reader)), ReadText(ref reader), ReadText(ref reader),
            ReadText(ref reader), ReadText(ref reader), ReadText(ref reader), ReadText(ref reader), ReadText(ref reader), ReadText(ref reader), ReadText(ref reader),
            ReadBytes(ref reader), reader.ReadBoolean());
        Leave(ref reader, unknown);
        return study;
    }

    private static SeriesAttributes ReadSeries(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 8);
        var series = new SeriesAttributes(
            new SeriesInstanceUid(ReadText(ref reader)), ReadText(ref reader), ReadText(ref reader), ReadText(ref reader), ReadText(ref reader), ReadText(ref reader),
            ReadText(ref reader), ReadBytes(ref reader));
        Leave(ref reader, unknown);
        return series;
    }

    private static InstanceAttributes ReadInstance(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 4);
        var instance = new InstanceAttributes(new SopInstanceUid(ReadText(ref reader)), new Uid(ReadText(ref reader)), ReadText(ref reader), ReadBytes(ref reader));
        Leave(ref reader, unknown);
        return instance;
    }

    private static void Write(ref MessagePackWriter writer, InstanceStorage storage)
    {
        writer.WriteArrayHeader(4);
        Write(ref writer, storage.Blob);
        writer.Write(storage.TransferSyntax.Value);
        writer.Write(storage.ReceivedAt.UtcTicks);
        writer.Write(storage.SourceAeTitle);
    }

    private static InstanceStorage ReadStorage(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 4);
        var storage = new InstanceStorage(
            ReadBlob(ref reader), new Uid(ReadText(ref reader)), new DateTimeOffset(reader.ReadInt64(), TimeSpan.Zero), ReadText(ref reader));
        Leave(ref reader, unknown);
        return storage;
    }

    private static void Write(ref MessagePackWriter writer, BlobRef blob)
    {
        writer.WriteArrayHeader(5);
        writer.Write(blob.Volume);
        writer.Write(blob.Offset);
        writer.Write(blob.PrefixLength);
        writer.Write(blob.DataSetLength);
        writer.Write(blob.DataSetCrc32C);
    }

    private static BlobRef ReadBlob(ref MessagePackReader reader)
    {
        var unknown = Enter(ref reader, 5);
        var blob = new BlobRef(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt32(), reader.ReadInt64(), reader.ReadUInt32());
        Leave(ref reader, unknown);
        return blob;
    }

    private static string ReadText(ref MessagePackReader reader) => reader.ReadString() ?? throw new MessagePackSerializationException("A text is missing.");

    private static byte[] ReadBytes(ref MessagePackReader reader) =>
        reader.ReadBytes() is { } bytes ? bytes.ToArray() : throw new MessagePackSerializationException("A data set is missing.");

    private static T ReadEnum<T>(ref MessagePackReader reader)
        where T : struct, Enum
    {
        var value = (T)Enum.ToObject(typeof(T), reader.ReadInt32());
        return Enum.IsDefined(value) ? value : throw new MessagePackSerializationException($"{value} is no {typeof(T).Name}.");
    }

    /// <summary>Begins an array of at least so many elements; returns how many there are that this version does not know.</summary>
    private static int Enter(ref MessagePackReader reader, int known)
    {
        var count = reader.ReadArrayHeader();
        return count >= known ? count - known : throw new MessagePackSerializationException($"There are {count} fields of {known}.");
    }

    private static void Leave(ref MessagePackReader reader, int unknown)
    {
        for (; unknown > 0; unknown--)
            Skip(ref reader);
    }

    /// <summary>The reader's own Skip follows any depth of nesting, and the stack with it.</summary>
    private static void Skip(ref MessagePackReader reader)
    {
        var elements = reader.NextMessagePackType switch
        {
            MessagePackType.Array => reader.ReadArrayHeader(),
            MessagePackType.Map => 2L * reader.ReadMapHeader(),
            _ => -1,
        };
        if (elements < 0)
        {
            reader.Skip();
            return;
        }

        Security.DepthStep(ref reader);
        for (; elements > 0; elements--)
            Skip(ref reader);
        reader.Depth--;
    }
}
