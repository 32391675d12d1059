using Archive.Protocol.Data;

namespace Archive.Protocol.Tests.Data.Transcoding;

/// <summary>Re-encodes data sets that are in memory, read and taken in pieces of any size.</summary>
internal static class Reencoding
{
    public static readonly TransferSyntax[] NativeSyntaxes =
    [
        TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian,
        TransferSyntax.ExplicitVrBigEndian, TransferSyntax.DeflatedExplicitVrLittleEndian,
    ];

    /// <param name="split">Where the source is cut into two reads; it is read whole by default.</param>
    /// <param name="readBytes">How many bytes are asked for at a time.</param>
    public static byte[] Reencode(byte[] source, TransferSyntax from, TransferSyntax to, int split = 0, int readBytes = 64 * 1024)
    {
        using var stream = DataSetReencoder.Open(new PiecewiseStream(source, split), from, to);
        using var result = new MemoryStream();
        var buffer = new byte[readBytes];
        while (Read(stream, buffer) is var count and > 0)
            result.Write(buffer, 0, count);
        return result.ToArray();
    }

    /// <summary>What the scanner of received objects says, when it follows sequences as far as the re-encoder.</summary>
    public static ScanError? Scan(byte[] dataSet, TransferSyntax transferSyntax)
    {
        var scanner = new HeaderScanner(new HeaderScannerOptions { WantedTags = [], NestingLimit = DataSetReencoder.NestingLimit });
        scanner.Reset(transferSyntax);
        scanner.Scan(dataSet);
        scanner.Complete();
        return scanner.Error;
    }

    // Everything is in memory: nothing is waited for.
    private static int Read(Stream stream, byte[] buffer)
    {
        var read = stream.ReadAsync(buffer).AsTask();
        Assert.True(read.IsCompleted);
        return read.GetAwaiter().GetResult();
    }

    private sealed class PiecewiseStream(byte[] bytes, int split) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var end = Position < split ? split : Length;
            return ValueTask.FromResult(Read(buffer.Span[..(int)Math.Min(buffer.Length, end - Position)]));
        }
    }
}
