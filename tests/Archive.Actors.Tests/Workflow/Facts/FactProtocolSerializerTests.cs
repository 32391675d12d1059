using System.Runtime.Serialization;
using System.Text;
using Akka.Actor;
using Archive.Actors.Workflow.Facts.Serialization;

namespace Archive.Actors.Tests.Workflow.Facts;

/// <summary>The form of fact messages between nodes, frozen: nodes of two versions talk to each other while a cluster is upgraded.</summary>
public sealed class FactProtocolSerializerTests : IDisposable
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("protocol");
    private readonly FactProtocolSerializer _serializer;

    public FactProtocolSerializerTests() => _serializer = new FactProtocolSerializer(_system, () => [Counter.Protocol()]);

    public void Dispose() => _system.Dispose();

    [Fact]
    public void Its_number_is_frozen() => Assert.Equal(1203, _serializer.Identifier);

    [Fact]
    public void A_message_is_its_json_behind_a_byte_and_read_back()
    {
        var bytes = _serializer.ToBinary(new Count("1.2", "token", 3));

        Assert.Equal("test-count", _serializer.Manifest(new Count("1.2", "token", 3)));
        Assert.Equal("""
            {"entityId":"1.2","token":"token","by":3}
            """, Encoding.UTF8.GetString(bytes.AsSpan(1)));
        Assert.Equal(0, bytes[0]);
        Assert.Equal(new Count("1.2", "token", 3), _serializer.FromBinary(bytes, "test-count"));
        Assert.Equal(new TotalReply(7), _serializer.FromBinary(_serializer.ToBinary(new TotalReply(7)), "test-total"));
    }

    [Fact]
    public void What_a_newer_version_added_is_passed_over() =>
        Assert.Equal(new TotalReply(7), _serializer.FromBinary([0, .. """{"total":7,"more":{"a":[1]}}"""u8], "test-total"));

    [Fact]
    public void A_long_message_is_compressed_and_what_is_longer_than_a_message_may_be_is_refused()
    {
        var lengthy = new Count("1.2", string.Concat(Enumerable.Range(0, 200_000)), 1);
        var bytes = _serializer.ToBinary(lengthy);

        Assert.Equal(1, bytes[0]);
        Assert.InRange(bytes.Length, 1, FactProtocolSerializer.MaxBytes);
        Assert.Equal(lengthy, _serializer.FromBinary(bytes, "test-count"));
        var random = new byte[2 << 20];
        new Random(1).NextBytes(random);
        Assert.Throws<SerializationException>(() => _serializer.ToBinary(lengthy with { Token = Convert.ToBase64String(random) }));
        Assert.Throws<SerializationException>(() => _serializer.ToBinary(lengthy with { Token = new string('x', FactProtocolSerializer.MaxJsonBytes) }));
    }

    [Fact]
    public void What_is_no_message_is_refused_with_one_exception_whatever_is_wrong_with_it()
    {
        byte[][] messages = [_serializer.ToBinary(new Count("1.2", "token", 3)), _serializer.ToBinary(new Count("1.2", new string('x', 100_000), 3))];
        foreach (var bytes in messages)
        {
            for (var length = 0; length < bytes.Length; length++)
                Assert.Throws<SerializationException>(() => _serializer.FromBinary(bytes[..length], "test-count"));
            for (var at = 0; at < bytes.Length; at++)
            {
                foreach (var value in (byte[])[0x00, 0x01, 0x7F, 0xFF])
                {
                    var damaged = bytes.ToArray();
                    damaged[at] = value;
                    if (Record.Exception(() => _serializer.FromBinary(damaged, "test-count")) is { } failure)
                        Assert.IsType<SerializationException>(failure);
                }
            }
        }

        Assert.Throws<SerializationException>(() => _serializer.FromBinary([0, .. "null"u8], "test-count"));
        Assert.Throws<SerializationException>(() => _serializer.FromBinary(messages[0], "XX"));
        Assert.Throws<ArgumentException>(() => _serializer.Manifest("text"));
        Assert.Throws<ArgumentException>(() => _serializer.ToBinary("text"));
    }
}
