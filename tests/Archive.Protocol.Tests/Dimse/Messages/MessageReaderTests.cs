using System.Buffers;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using static Archive.Protocol.Tests.Association.TestPolicies;

namespace Archive.Protocol.Tests.Dimse.Messages;

public sealed class MessageReaderTests : IDisposable
{
    private static readonly CStoreRequest Store = new()
    {
        MessageId = 7,
        AffectedSopClassUid = SopClasses.CTImageStorage,
        AffectedSopInstanceUid = new Uid("1.2.3"),
        HasDataSet = true,
    };

    private readonly MessageReader _reader = new(Negotiate());

    public void Dispose() => _reader.Dispose();

    [Fact]
    public void A_message_is_its_command_and_the_slices_of_its_data_set()
    {
        var command = Encode(Store);

        Assert.False(_reader.TryTake(Command(command.AsMemory(0, 20), isLast: false), out _));
        Assert.True(_reader.TryTake(Command(command.AsMemory(20)), out var begun));
        Assert.True(_reader.TryTake(Data(new byte[4], isLast: false), out var first));
        Assert.True(_reader.IsIncomplete);
        Assert.True(_reader.TryTake(Data(new byte[6]), out var last));

        Assert.Equal((7, false), (((CStoreRequest)begun.Command!).MessageId, begun.IsLast));
        Assert.Equal((null, 4L, false), (first.Command, first.Payload.Length, first.IsLast));
        Assert.Equal((null, 6L, true), (last.Command, last.Payload.Length, last.IsLast));
        Assert.All([begun, first, last], part => Assert.Equal(1, part.Context.Id));
        Assert.False(_reader.IsIncomplete);
    }

    [Fact]
    public void A_command_without_a_data_set_is_a_message()
    {
        Assert.True(_reader.TryTake(Command(Encode(Store with { HasDataSet = false })), out var message));

        Assert.True(message.IsLast);
        Assert.False(_reader.IsIncomplete);
    }

    [Fact]
    public void A_command_on_a_context_that_was_not_accepted_is_invalid() =>
        Assert.Equal(AbortReason.InvalidPduParameterValue, Assert.Throws<PduException>(() => _reader.TryTake(Command(Encode(Store), contextId: 5), out _)).Reason);

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Data_without_a_command_are_unexpected(byte contextId) =>
        Assert.Equal(AbortReason.UnexpectedPduParameter, Assert.Throws<PduException>(() => _reader.TryTake(Data(new byte[2], contextId: contextId), out _)).Reason);

    [Fact]
    public void Data_on_another_context_than_their_command_are_unexpected()
    {
        _reader.TryTake(Command(Encode(Store)), out _);
        Assert.Equal(AbortReason.UnexpectedPduParameter, Assert.Throws<PduException>(() => _reader.TryTake(Data(new byte[2], contextId: 3), out _)).Reason);
    }

    [Fact]
    public void A_command_where_data_were_announced_is_unexpected()
    {
        _reader.TryTake(Command(Encode(Store)), out _);
        Assert.Equal(AbortReason.UnexpectedPduParameter, Assert.Throws<PduException>(() => _reader.TryTake(Command(Encode(Store)), out _)).Reason);
    }

    [Fact]
    public void To_take_a_slice_of_a_data_set_allocates_nothing()
    {
        _reader.TryTake(Command(Encode(Store)), out _);
        var slice = Data(new byte[100], isLast: false);
        _reader.TryTake(slice, out _);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++)
            _reader.TryTake(slice, out _);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static NegotiatedAssociation Negotiate()
    {
        var request = Request(
            Context(1, SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian), Context(3, SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian));
        return new NegotiatedAssociation(request, Accepted(request), isRequestor: false);
    }

    private static byte[] Encode(CommandSet command)
    {
        var bytes = new ArrayBufferWriter<byte>();
        command.WriteTo(bytes);
        return bytes.WrittenSpan.ToArray();
    }

    private static PdvSlice Command(ReadOnlyMemory<byte> bytes, bool isLast = true, byte contextId = 1) =>
        new(contextId, IsCommand: true, isLast, new ReadOnlySequence<byte>(bytes));

    private static PdvSlice Data(byte[] bytes, bool isLast = true, byte contextId = 1) =>
        new(contextId, IsCommand: false, isLast, new ReadOnlySequence<byte>(bytes));
}
