using System.Buffers;
using System.Runtime.Serialization;
using Akka.Actor;
using Akka.Hosting;
using Archive.Actors.Entities;
using Archive.Actors.Services.Storage;
using Archive.Actors.Studies;
using Archive.Actors.Studies.Serialization;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;
using MessagePack;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Archive.Actors.Tests.Studies;

/// <summary>The form of study messages between nodes, frozen: nodes of two versions talk to each other while a cluster is upgraded.</summary>
public sealed class StudyProtocolSerializerTests : IDisposable
{
    private const int FrameBytes = 1 << 20;

    private static readonly BlobRef Blob = new(0x0102030405060708, 4096, 352, 524_288, 0xFEDCBA98);

    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("protocol");
    private readonly StudyProtocolSerializer _serializer;

    public StudyProtocolSerializerTests() => _serializer = new StudyProtocolSerializer(_system);

    public static TheoryData<string, string> Golden => new()
    {
        {
            "RI",
            "93939EA5312E322E33A25031A8484F53504954414CAF4DC3BC6C6C65725E4AC3BC7267656EA83139373030313031A14DA8323032363031"
            + "3032AC313031353030303030303030A24131A25331A654686F726178A7526F655E416E6EC40410002000C298A7312E322E332E31A24354"
            + "A132A83230323630313032AC313031363030303030303030A5617869616CA54348455354C402080094A9312E322E332E312E37B9312E32"
            + "2E3834302E31303030382E352E312E342E312E312E32A137C4009495CF0102030405060708CD1000CD0160CE00080000CEFEDCBA98B331"
            + "2E322E3834302E31303030382E312E322E31CF08DE4C4348CEEEB0A94D4F44414C4954593101"
        },
        {
            "MB",
            "94A5312E322E33A9312E322E332E312E3795CF0102030405060708CD1000CD0160CE00080000CEFEDCBA9895FFCF7FFFFFFFFFFFFFFFCD"
            + "0160CE0008000000"
        },
        { "RR", "9105" },
        { "MR", "91C3" },
        { "SF", "9203A86E6F207370616365" },
    };

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Its_number_is_frozen() => Assert.Equal(1201, _serializer.Identifier);

    [Theory]
    [MemberData(nameof(Golden))]
    public void Each_message_is_written_as_before_and_read_back(string manifest, string hex)
    {
        var message = Sample(manifest);

        Assert.Equal(manifest, _serializer.Manifest(message));
        Assert.Equal(hex, Convert.ToHexString(_serializer.ToBinary(message)));
        AssertSame(message, _serializer.FromBinary(Convert.FromHexString(hex), manifest));
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void Fields_that_a_newer_version_added_are_passed_over(string manifest, string hex)
    {
        var reader = new MessagePackReader(Convert.FromHexString(hex));
        var buffer = new ArrayBufferWriter<byte>();
        var writer = new MessagePackWriter(buffer);
        AddFields(ref reader, ref writer);
        writer.Flush();
        Assert.NotEqual(hex.Length / 2, buffer.WrittenCount);

        AssertSame(Sample(manifest), _serializer.FromBinary(buffer.WrittenSpan.ToArray(), manifest));
    }

    [Theory]
    [MemberData(nameof(Golden))]
    public void What_is_no_message_is_refused_with_one_exception_whatever_is_wrong_with_it(string manifest, string hex)
    {
        var bytes = Convert.FromHexString(hex);
        for (var length = 0; length < bytes.Length; length++)
            Assert.Throws<SerializationException>(() => _serializer.FromBinary(bytes[..length], manifest));
        for (var at = 0; at < bytes.Length; at++)
        {
            foreach (var value in (byte[])[0x00, 0x91, 0x7F, 0xC0, 0xC6, 0xDD, 0xDF, 0xFF])
            {
                var damaged = bytes.ToArray();
                damaged[at] = value;
                if (Record.Exception(() => _serializer.FromBinary(damaged, manifest)) is { } failure)
                    Assert.IsType<SerializationException>(failure);
            }
        }
    }

    [Fact]
    public void Endless_nesting_in_a_field_that_is_not_known_is_refused()
    {
        byte[] nested = [0x92, 0xC3, .. Enumerable.Repeat((byte)0x91, 500_000), 0xC0];

        Assert.Throws<SerializationException>(() => _serializer.FromBinary(nested, "MR"));
    }

    [Fact]
    public void A_message_or_manifest_of_another_protocol_is_refused()
    {
        Assert.Throws<SerializationException>(() => _serializer.FromBinary([0x91, 0xC3], "XX"));
        Assert.Throws<ArgumentException>(() => _serializer.Manifest("text"));
        Assert.Throws<ArgumentException>(() => _serializer.ToBinary("text"));
    }

    /// <summary>What is longer than a frame is dropped on the way: the sender would only see that nobody answers.</summary>
    [Fact]
    public void The_most_that_the_scanner_captures_of_an_object_fits_into_a_frame()
    {
        var options = StorageService.ScannerOptions(nestingLimit: 64);
        var dataSet = new DataSet().SetString(Tags.SpecificCharacterSet, "ISO_IR 100");
        var text = Enumerable.Repeat((byte)0xE4, options.MaxElementBytes - 64).ToArray();
        foreach (var tag in options.WantedTags.Where(tag => tag != Tags.SpecificCharacterSet))
        {
            if (ElementDictionary.GetVr(tag) == Vr.SQ)
                dataSet.SetItems(tag, [new DataSet().Set(Tags.CodeMeaning, Vr.LO, text)]);
            else
                dataSet.Set(tag, ElementDictionary.GetVr(tag), text);
        }

        dataSet.SetString(Tags.SOPClassUID, SopClasses.CTImageStorage.Value).SetString(Tags.SOPInstanceUID, "1.2.3.4")
            .SetString(Tags.StudyInstanceUID, "1.2").SetString(Tags.SeriesInstanceUID, "1.2.3");
        var scanner = new HeaderScanner(options);
        scanner.Reset(TransferSyntax.ExplicitVrLittleEndian);
        scanner.Scan(new ReadOnlySequence<byte>(DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian)));
        Assert.Equal(ScanStatus.Complete, scanner.Complete());
        Assert.NotEmpty(scanner.Truncated);
        Assert.True(ObjectDescription.TryFrom(scanner.ReadCaptured(null), out var description, out var problem), problem);

        var bytes = _serializer.ToBinary(new RecordInstance(description, Received.Storage(0), DuplicatePolicy.KeepFirst));

        Assert.InRange(bytes.Length, 256 * 1024, FrameBytes - (64 * 1024));
    }

    [Fact]
    public async Task A_host_that_adds_the_protocol_sends_every_message_by_it()
    {
        using var host = new HostBuilder().ConfigureServices(services => services.AddAkka("protocol-host", akka => akka.AddStudyProtocol())).Build();
        await host.StartAsync();
        var serialization = host.Services.GetRequiredService<ActorSystem>().Serialization;

        foreach (var manifest in new[] { "RI", "MB", "RR", "MR", "SF" })
            Assert.IsType<StudyProtocolSerializer>(serialization.FindSerializerFor(Sample(manifest)));
        await host.StopAsync();
    }

    private static object Sample(string manifest) => manifest switch
    {
        "RI" => new RecordInstance(
            new ObjectDescription(
                new StudyAttributes(
                    new("1.2.3"), new PatientKey("P1", "HOSPITAL"), "Müller^Jürgen", "19700101", "M", "20260102", "101500000000", "A1", "S1", "Thorax", "Roe^Ann",
                    new byte[] { 0x10, 0x00, 0x20, 0x00 }, IsNonPatient: false),
                new SeriesAttributes(new("1.2.3.1"), "CT", "2", "20260102", "101600000000", "axial", "CHEST", new byte[] { 0x08, 0x00 }),
                new InstanceAttributes(new("1.2.3.1.7"), SopClasses.CTImageStorage, "7", Array.Empty<byte>())),
            new InstanceStorage(Blob, TransferSyntax.ExplicitVrLittleEndian.Uid, new DateTimeOffset(2026, 1, 5, 11, 15, 0, 123, TimeSpan.FromHours(1)), "MODALITY1"),
            DuplicatePolicy.Replace),
        "MB" => new MoveBlob(new("1.2.3"), new("1.2.3.1.7"), Blob, Blob with { Volume = -1, Offset = long.MaxValue, DataSetCrc32C = 0 }),
        "RR" => new RecordReply(RecordResult.Healed),
        "MR" => new MoveReply(true),
        _ => new EntityFailure(EntityFailureKind.StorageFull, "no space"),
    };

    private static void AssertSame(object expected, object actual)
    {
        if (expected is not RecordInstance command)
        {
            Assert.Equal(expected, actual);
            return;
        }

        // Data sets are the same when their bytes are.
        var read = Assert.IsType<RecordInstance>(actual);
        Assert.Equal(command.Object.Study.Encoded.ToArray(), read.Object.Study.Encoded.ToArray());
        Assert.Equal(command.Object.Series.Encoded.ToArray(), read.Object.Series.Encoded.ToArray());
        Assert.Equal(command.Object.Instance.Encoded.ToArray(), read.Object.Instance.Encoded.ToArray());
        Assert.Equal(WithoutData(command), WithoutData(read));

        static RecordInstance WithoutData(RecordInstance command) => command with
        {
            Object = new ObjectDescription(
                command.Object.Study with { Encoded = default }, command.Object.Series with { Encoded = default }, command.Object.Instance with { Encoded = default }),
        };
    }

    /// <summary>Copies a message; every array in it gets elements more.</summary>
    private static void AddFields(ref MessagePackReader reader, ref MessagePackWriter writer)
    {
        if (reader.NextMessagePackType != MessagePackType.Array)
        {
            writer.WriteRaw(reader.ReadRaw());
            return;
        }

        var count = reader.ReadArrayHeader();
        writer.WriteArrayHeader(count + 4);
        for (var i = 0; i < count; i++)
            AddFields(ref reader, ref writer);
        writer.WriteMapHeader(1);
        writer.Write("key");
        writer.WriteArrayHeader(2);
        writer.WriteNil();
        writer.Write(1.5);
        writer.WriteArrayHeader(0);
        writer.WriteExtensionFormat(new ExtensionResult(5, new byte[] { 1, 2, 3 }));
        writer.Write(7);
    }
}
