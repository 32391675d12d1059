using System.Runtime.Serialization;
using Akka.Actor;
using Archive.Actors.Cluster;

namespace Archive.Actors.Tests.Cluster;

/// <summary>The form of what members tell each other, frozen: nodes of two versions talk to each other while a cluster is upgraded.</summary>
public sealed class MembershipSerializerTests : IDisposable
{
    private readonly ExtendedActorSystem _system = (ExtendedActorSystem)ActorSystem.Create("membership");
    private readonly MembershipSerializer _serializer;

    public MembershipSerializerTests() => _serializer = new MembershipSerializer(_system);

    public void Dispose() => _system.Dispose();

    [Fact]
    public void A_message_is_written_as_before_and_read_back()
    {
        var message = new MemberCutOff(70_000);

        Assert.Equal((1202, "CO"), (_serializer.Identifier, _serializer.Manifest(message)));
        Assert.Equal("91CE00011170", Convert.ToHexString(_serializer.ToBinary(message)));
        Assert.Equal(message, _serializer.FromBinary(Convert.FromHexString("91CE00011170"), "CO"));
    }

    [Fact]
    public void Fields_that_a_newer_version_added_are_passed_over() =>
        Assert.Equal(new MemberCutOff(5), _serializer.FromBinary(Convert.FromHexString("9305A16101"), "CO"));

    [Theory]
    [InlineData("", "CO")]
    [InlineData("90", "CO")]
    [InlineData("91A161", "CO")]
    [InlineData("DD7FFFFFFF", "CO")]
    [InlineData("9105", "XX")]
    public void What_is_no_such_message_is_not_read(string hex, string manifest) =>
        Assert.Throws<SerializationException>(() => _serializer.FromBinary(Convert.FromHexString(hex), manifest));
}
