using System.Buffers.Binary;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Load;

/// <summary>The data set of an image in Explicit VR Little Endian whose pixels are made when they are read, so that one of any size takes no memory.</summary>
internal sealed class GeneratedDataSet : Stream
{
    private readonly byte[] _header;
    private readonly byte[] _pattern = new byte[1 << 20];

    public GeneratedDataSet(TestInstance instance, uint pixelBytes)
    {
        var pixelData = new byte[12];
        Hex.Parse("E07F 1000 4F57 0000").CopyTo(pixelData, 0);
        BinaryPrimitives.WriteUInt32LittleEndian(pixelData.AsSpan(8), pixelBytes);
        _header = [.. DataSetWriter.ToArray(instance.DataSet.Remove(Tags.PixelData), TransferSyntax.ExplicitVrLittleEndian), .. pixelData];
        new Random(1).NextBytes(_pattern);
        Length = _header.Length + pixelBytes;
    }

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => false;

    public override long Length { get; }

    public override long Position { get; set; }

    public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) => new(Read(buffer.Span));

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        var source = Position < _header.Length ? _header.AsSpan((int)Position) : _pattern.AsSpan((int)((Position - _header.Length) % _pattern.Length));
        var count = (int)Math.Min(Math.Min(buffer.Length, source.Length), Length - Position);
        source[..count].CopyTo(buffer);
        Position += count;
        return count;
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Flush()
    {
    }
}
