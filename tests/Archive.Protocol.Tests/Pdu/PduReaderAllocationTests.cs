using System.IO.Pipelines;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Protocol.Tests.Pdu;

public sealed class PduReaderAllocationTests
{
    [Fact]
    public async Task Reading_p_data_allocates_nothing_once_warm()
    {
        var pdu = new byte[6 + 16384];
        Hex.Parse("04000000 4000 00003FFC 0102").CopyTo(pdu, 0);
        var reader = new PduReader(PipeReader.Create(new EndlessStream(pdu), new StreamPipeReaderOptions(bufferSize: 65536, minimumReadSize: 4096)), new PduLimits());
        await ReadMessagesAsync(reader, 1000);

        var before = GC.GetAllocatedBytesForCurrentThread();
        await ReadMessagesAsync(reader, 10_000);
        var perPdu = (GC.GetAllocatedBytesForCurrentThread() - before) / 10_000.0;

        Assert.InRange(perPdu, 0, 0.5);
    }

    private static async Task ReadMessagesAsync(PduReader reader, int count)
    {
        while (count > 0)
        {
            if ((await reader.ReadAsync()).Slice.IsLast)
                count--;
        }
    }

    /// <summary>The same bytes again and again. It completes at once, so that the whole test runs on one thread.</summary>
    private sealed class EndlessStream(byte[] bytes) : MemoryStream
    {
        private int _position;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, bytes.Length - _position);
            bytes.AsSpan(_position, count).CopyTo(buffer.Span);
            _position = (_position + count) % bytes.Length;
            return ValueTask.FromResult(count);
        }
    }
}
