using System.Buffers;
using Archive.Protocol.Pdu;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>The writer of PDUs to a peer that takes 16 KiB, as DCMTK's do: an object of 1 MiB of unknown length, and an answer to a query.</summary>
[MemoryDiagnoser]
public class PduWriterBenchmarks
{
    private readonly PduWriter _writer = new(new Sink());
    private readonly Endless _dataSet = new();
    private readonly byte[] _command = new byte[120];
    private readonly byte[] _answer = new byte[300];

    [Benchmark]
    public void DataSetOfUnknownLength()
    {
        _dataSet.Left = 1024 * 1024;
        Check(_writer.WriteMessageAsync(1, _command, _dataSet));
    }

    [Benchmark]
    public void AppendedResponse() => Check(_writer.AppendMessageAsync(1, _command, new ReadOnlySequence<byte>(_answer)));

    private static void Check(ValueTask written)
    {
        if (!written.IsCompletedSuccessfully)
            throw new InvalidOperationException("Everything is in memory.");
    }

    private sealed class Sink : MemoryStream
    {
        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => default;
    }

    private sealed class Endless : MemoryStream
    {
        public int Left { get; set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = Math.Min(buffer.Length, Left);
            Left -= count;
            return ValueTask.FromResult(count);
        }
    }
}
