using System.Buffers;
using System.Buffers.Binary;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Protocol.Tests.Pdu;

public sealed class PduWriterTests
{
    [Fact]
    public async Task Response_with_its_data_set_is_one_write()
    {
        var output = new RecordingStream();

        await new PduWriter(output).WriteMessageAsync(1, new byte[120], new ReadOnlySequence<byte>(new byte[5000]));

        Assert.Equal([6 + 6 + 120 + 6 + 6 + 5000], output.Writes);
    }

    [Fact]
    public async Task Message_that_fills_the_buffer_exactly_is_one_write()
    {
        var output = new RecordingStream();

        await new PduWriter(output) { MaximumLength = 0 }.WriteMessageAsync(1, new byte[100], new ReadOnlySequence<byte>(new byte[65536 - 24 - 100 - 1]));

        Assert.Single(output.Writes);
    }

    [Theory]
    [Requirement("VEREOS-02")]
    [Requirement("OASIS-03")]
    [Requirement("MX1-12")]
    [InlineData(8u)]
    [InlineData(4096u)]
    [InlineData(16384u)]
    [InlineData(16383u)]
    [InlineData(65536u)]
    [InlineData(1u << 31)]
    public async Task No_pdu_is_longer_than_the_peer_announced(uint maximum)
    {
        var message = Bytes(maximum < 100 ? 1000 : 300_001);
        var output = new RecordingStream();

        await new PduWriter(output) { MaximumLength = maximum }.WriteMessageAsync(1, Bytes(150), new ReadOnlySequence<byte>(message));

        var lengths = PduLengths(output.ToArray());
        Assert.All(lengths, length => Assert.InRange(length, 6u, maximum));
        Assert.All(lengths.SkipLast(1), length => Assert.Equal(0u, length % 2));
        var (command, data) = await PduReading.ReadMessageAsync(PduReading.InPieces(output.ToArray(), int.MaxValue));
        Assert.Equal(Bytes(150), command);
        Assert.Equal(message, data);
    }

    [Fact]
    public async Task Peer_without_maximum_gets_pdus_of_a_buffer_at_most()
    {
        var output = new RecordingStream();

        await new PduWriter(output, 65536) { MaximumLength = 0 }.WriteMessageAsync(1, new byte[100], new ReadOnlySequence<byte>(Bytes(300_000)));

        Assert.All(output.Writes, length => Assert.InRange(length, 1, 65536));
        Assert.InRange(output.Writes.Count, 5, 6);
    }

    [Fact]
    public async Task Small_pdus_share_a_write()
    {
        var output = new RecordingStream();

        await new PduWriter(output, 131072) { MaximumLength = 16384 }.WriteMessageAsync(1, new byte[100], new ReadOnlySequence<byte>(Bytes(100_000)));

        Assert.Single(output.Writes);
        Assert.Equal(8, PduLengths(output.ToArray()).Count);
    }

    [Theory]
    [InlineData(8u, 1001)]
    [InlineData(16384u, 16378)]
    [InlineData(16384u, 16380)]
    [InlineData(16384u, 131072)]
    [InlineData(16384u, 300_002)]
    [InlineData(65536u, 1_000_000)]
    [InlineData(0u, 131_072 - 12 - 150 - 12 - 2)] // fills the buffer, but for the byte that is read ahead
    [InlineData(0u, 131_072 - 12 - 150 - 12)]
    [InlineData(0u, 400_000)]
    [InlineData(16384u, 0)]
    public async Task Data_set_of_unknown_length_ends_with_its_stream(uint maximum, int length)
    {
        var output = new RecordingStream();

        await new PduWriter(output) { MaximumLength = maximum }.WriteMessageAsync(1, Bytes(150), new PieceStream(Bytes(length)));

        var lengths = PduLengths(output.ToArray());
        Assert.All(lengths, pdu => Assert.True(maximum == 0 || pdu <= maximum));
        Assert.All(lengths.SkipLast(1), pdu => Assert.Equal(0u, pdu % 2));
        Assert.All(lengths, pdu => Assert.True(pdu > 6 || length == 0));
        Assert.InRange(output.Writes.Count, 1, 2 + (output.Length / 120_000));
        var (command, data) = await PduReading.ReadMessageAsync(PduReading.InPieces(output.ToArray(), int.MaxValue));
        Assert.Equal(Bytes(150), command);
        Assert.Equal(Bytes(length), data);
    }

    [Fact]
    public async Task Appended_messages_go_out_in_one_write()
    {
        var output = new RecordingStream();
        var writer = new PduWriter(output);

        for (var i = 0; i < 100; i++)
            await writer.AppendMessageAsync(1, Bytes(100), new ReadOnlySequence<byte>(Bytes(200)));
        Assert.Empty(output.Writes);
        await writer.FlushAsync();
        await writer.FlushAsync();

        Assert.Equal([100 * (12 + 100 + 12 + 200)], output.Writes);
    }

    [Fact]
    public async Task Appended_messages_go_out_before_what_is_written_next()
    {
        var output = new RecordingStream();
        var writer = new PduWriter(output);

        await writer.AppendMessageAsync(1, Bytes(100), new ReadOnlySequence<byte>(Bytes(200)));
        await writer.WriteMessageAsync(3, Bytes(50));
        await writer.AppendMessageAsync(1, Bytes(100), new ReadOnlySequence<byte>(Bytes(200)));
        await writer.WriteAsync(AReleaseRq.Instance);

        Assert.Equal([12 + 100 + 12 + 200 + 12 + 50, 12 + 100 + 12 + 200, 10], output.Writes);
        Assert.Equal(0, writer.UnwrittenBytes);
    }

    [Fact]
    public async Task Appended_messages_that_fill_the_buffer_go_out_at_once()
    {
        var output = new RecordingStream();
        var writer = new PduWriter(output, 64 * 1024);

        for (var i = 0; i < 1000; i++)
            await writer.AppendMessageAsync(1, Bytes(100), new ReadOnlySequence<byte>(Bytes(200)));
        await writer.FlushAsync();

        Assert.Equal(1000 * (12 + 100 + 12 + 200), output.Writes.Sum());
        Assert.All(output.Writes.SkipLast(1), length => Assert.InRange(length, 60 * 1024, 64 * 1024));
    }

    [Fact]
    public async Task Large_data_set_streams_through_a_buffer()
    {
        const long Length = 64L * 1024 * 1024 + 2;
        var output = new CountingStream();
        var writer = new PduWriter(output) { MaximumLength = 65536 };
        await writer.WriteMessageAsync(1, new byte[100], new ZeroStream(), 1024 * 1024);

        var warm = output.Count;
        var before = GC.GetAllocatedBytesForCurrentThread();
        await writer.WriteMessageAsync(1, new byte[100], new ZeroStream(), Length);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 64 * 1024);
        Assert.InRange(output.Count - warm, Length, Length + (Length / 1000));
    }

    [Fact]
    public Task Data_set_that_ends_early_is_an_error() =>
        Assert.ThrowsAsync<EndOfStreamException>(async () =>
            await new PduWriter(new MemoryStream()).WriteMessageAsync(1, new byte[2], new MemoryStream(new byte[10]), 12));

    [Fact]
    public async Task Empty_data_set_is_an_empty_last_fragment()
    {
        var output = new RecordingStream();

        await new PduWriter(output).WriteMessageAsync(3, new byte[2], ReadOnlySequence<byte>.Empty);

        Assert.Equal("0400000000080000000403030000" + "040000000006000000020302", Convert.ToHexString(output.ToArray()));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(7u)]
    public void Maximum_without_room_for_a_fragment_is_refused(uint maximum) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new PduWriter(Stream.Null) { MaximumLength = maximum });

    private static byte[] Bytes(int count) => [.. Enumerable.Range(0, count).Select(i => (byte)(i * 31))];

    private static List<uint> PduLengths(byte[] bytes)
    {
        var lengths = new List<uint>();
        for (var offset = 0; offset < bytes.Length; offset += 6 + (int)lengths[^1])
            lengths.Add(BinaryPrimitives.ReadUInt32BigEndian(bytes.AsSpan(offset + 2)));
        return lengths;
    }

    private sealed class RecordingStream : MemoryStream
    {
        public List<int> Writes { get; } = [];

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Writes.Add(buffer.Length);
            Write(buffer.Span);
            return default;
        }
    }

    private sealed class CountingStream : MemoryStream
    {
        public long Count { get; private set; }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Count += buffer.Length;
            return default;
        }
    }

    /// <summary>Gives a little at a time, as a connection or a re-encoder does.</summary>
    private sealed class PieceStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            ValueTask.FromResult(Read(buffer.Span[..Math.Min(buffer.Length, 5000)]));
    }

    private sealed class ZeroStream : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Clear();
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
