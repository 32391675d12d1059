using System.Buffers.Binary;
using System.IO.Pipelines;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>Reading one P-DATA-TF of 128 KiB with one fragment from a pipe made as for an association.</summary>
[MemoryDiagnoser]
public class PduReaderBenchmarks
{
    private const int PduBytes = 128 * 1024;

    private readonly PduReader _reader = new(
        PipeReader.Create(new EndlessStream(NewPData()), new StreamPipeReaderOptions(bufferSize: 128 * 1024, minimumReadSize: 64 * 1024, useZeroByteReads: true)),
        new PduLimits { MaxPDataBytes = PduBytes });

    [Benchmark]
    public void PData()
    {
        PduReadResult result;
        do
        {
            var read = _reader.ReadAsync();
            if (!read.IsCompletedSuccessfully)
                throw new InvalidOperationException("The stream always has bytes.");
            result = read.Result;
        }
        while (!result.Slice.IsLast);
    }

    private static byte[] NewPData()
    {
        var pdu = new byte[6 + PduBytes];
        pdu[0] = (byte)PduType.PDataTf;
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(2), PduBytes);
        BinaryPrimitives.WriteUInt32BigEndian(pdu.AsSpan(6), PduBytes - 4);
        pdu[10] = 1; // presentation context
        pdu[11] = 2; // data set, last fragment
        return pdu;
    }

    /// <summary>A connection on which the same bytes come again and again, as many as are asked for.</summary>
    private sealed class EndlessStream(byte[] bytes) : ForwardStream
    {
        private int _position;

        public override int Read(Span<byte> buffer)
        {
            var count = Math.Min(buffer.Length, bytes.Length - _position);
            bytes.AsSpan(_position, count).CopyTo(buffer);
            _position = (_position + count) % bytes.Length;
            return count;
        }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));
    }
}
