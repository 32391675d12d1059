using System.Buffers;
using Archive.Protocol.Dimse;

namespace Archive.Protocol.Tests.Dimse;

public sealed class CommandAssemblerTests : IDisposable
{
    private readonly byte[] _bytes = CommandSetTests.Bytes(GoldenCommands.CStoreRequest);
    private readonly CommandAssembler _assembler = new(maxCommandBytes: 200);

    public void Dispose() => _assembler.Dispose();

    [Fact]
    public void A_command_in_one_fragment_is_complete_at_once()
    {
        Assert.True(_assembler.TryComplete(_bytes, isLast: true, out var command));
        Assert.Equal(7, Assert.IsType<CStoreRequest>(command).MessageId);
    }

    [Fact]
    public void A_command_may_come_byte_by_byte_and_another_may_follow()
    {
        for (var round = 0; round < 3; round++)
        {
            CommandSet? command = null;
            for (var i = 0; i < _bytes.Length; i++)
                Assert.Equal(i == _bytes.Length - 1, _assembler.TryComplete(_bytes.AsSpan(i, 1), i == _bytes.Length - 1, out command));
            Assert.Equal(_bytes, CommandSetTests.Encode(command!));
            Assert.False(_assembler.IsIncomplete);
        }
    }

    [Fact]
    public void The_last_fragment_may_be_empty()
    {
        Assert.False(_assembler.TryComplete(_bytes, isLast: false, out _));
        Assert.True(_assembler.IsIncomplete);
        Assert.True(_assembler.TryComplete([], isLast: true, out _));
    }

    [Fact]
    public void A_fragment_may_lie_in_many_segments()
    {
        var sequence = new ReadOnlySequence<byte>(_bytes);
        foreach (var b in _bytes.AsSpan(0, _bytes.Length / 2))
            Assert.False(_assembler.TryComplete(new ReadOnlySequence<byte>([b]), isLast: false, out _));
        Assert.True(_assembler.TryComplete(Segment.Split(sequence.Slice(_bytes.Length / 2).ToArray(), 5), isLast: true, out var command));
        Assert.Equal(_bytes, CommandSetTests.Encode(command));
    }

    [Fact]
    public void A_command_beyond_the_limit_is_refused_with_no_more_than_the_limit_kept()
    {
        Assert.False(_assembler.TryComplete(new byte[150], isLast: false, out _));
        Assert.Throws<CommandFormatException>(() => _assembler.TryComplete(new byte[51], isLast: false, out _));
    }

    [Fact]
    public void A_single_fragment_beyond_the_limit_is_refused() =>
        Assert.Throws<CommandFormatException>(() => _assembler.TryComplete(new byte[201], isLast: true, out _));

    private sealed class Segment : ReadOnlySequenceSegment<byte>
    {
        public static ReadOnlySequence<byte> Split(byte[] bytes, int length)
        {
            var first = new Segment { Memory = bytes.AsMemory(0, length) };
            var last = first;
            for (var start = length; start < bytes.Length; start += length)
            {
                var next = new Segment { Memory = bytes.AsMemory(start, Math.Min(length, bytes.Length - start)), RunningIndex = start };
                last.Next = next;
                last = next;
            }

            return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
        }
    }
}
