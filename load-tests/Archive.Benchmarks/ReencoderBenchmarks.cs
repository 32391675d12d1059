using Archive.Protocol.Data;
using BenchmarkDotNet.Attributes;

namespace Archive.Benchmarks;

/// <summary>An image as a CT sends it, on its way to a destination that does not take it as it is stored; and 64 KiB of its pixels alone.</summary>
[MemoryDiagnoser]
public class ReencoderBenchmarks
{
    private readonly byte[] _buffer = new byte[64 * 1024];
    private Stream _swapped = Stream.Null;
    private Stream _passed = Stream.Null;
    private byte[] _explicitObject = [];
    private byte[] _implicitObject = [];

    [GlobalSetup]
    public void SetUp()
    {
        _swapped = DataSetReencoder.Open(new EndlessPixels(), TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian);
        _passed = DataSetReencoder.Open(new EndlessPixels(), TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian);
        var image = SampleImage.New();
        _explicitObject = DataSetWriter.ToArray(image, TransferSyntax.ExplicitVrLittleEndian);
        _implicitObject = DataSetWriter.ToArray(image, TransferSyntax.ImplicitVrLittleEndian);
    }

    [Benchmark]
    public void SwappedPixels() => Read(_swapped);

    [Benchmark]
    public void PassedPixels() => Read(_passed);

    [Benchmark]
    public void ToImplicitVr() => Reencode(_explicitObject, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ImplicitVrLittleEndian);

    [Benchmark]
    public void ToBigEndian() => Reencode(_explicitObject, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian);

    [Benchmark]
    public void FromImplicitVr() => Reencode(_implicitObject, TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian);

    private void Reencode(byte[] source, TransferSyntax from, TransferSyntax to)
    {
        using var reencoded = DataSetReencoder.Open(new MemoryStream(source), from, to);
        while (Read(reencoded) > 0)
        {
        }
    }

    private int Read(Stream stream)
    {
        var read = stream.ReadAsync(_buffer);
        return read.IsCompletedSuccessfully ? read.Result : throw new InvalidOperationException("Everything is in memory.");
    }

    /// <summary>The header of 4 GB of 16-bit pixels, and whatever is in the buffer for pixels.</summary>
    private sealed class EndlessPixels : MemoryStream
    {
        private bool _hasBegun;

        private static ReadOnlySpan<byte> Header => [0xE0, 0x7F, 0x10, 0x00, (byte)'O', (byte)'W', 0, 0, 0xFE, 0xFF, 0xFF, 0xFF];

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_hasBegun)
                return ValueTask.FromResult(buffer.Length);
            _hasBegun = true;
            Header.CopyTo(buffer.Span);
            return ValueTask.FromResult(Header.Length);
        }
    }
}
