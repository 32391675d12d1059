using System.Buffers;
using System.IO.Compression;

namespace Archive.Protocol.Data;

/// <summary>
/// Writes data sets in every transfer syntax (PS3.5 7 and annex A): elements ascending, values padded to even length,
/// group lengths (gggg,0000) that are in the data set corrected.
/// </summary>
public static class DataSetWriter
{
    /// <exception cref="ArgumentException">
    /// The transfer syntax encodes no data sets, or the data set holds fragments and the transfer syntax is not encapsulated.
    /// </exception>
    /// <exception cref="OverflowException">A sequence is longer than 4 GB; with undefined lengths it can be written.</exception>
    public static void Write(DataSet dataSet, TransferSyntax transferSyntax, IBufferWriter<byte> output, DataSetWriterOptions? options = null)
    {
        if (!transferSyntax.IsStorable)
            throw new ArgumentException($"{transferSyntax} encodes no data sets.", nameof(transferSyntax));
        options ??= DataSetWriterOptions.Default;
        if (!transferSyntax.IsDeflated)
        {
            new DataSetEncoder(transferSyntax, options, output).Write(dataSet);
            return;
        }

        var plain = new ArrayBufferWriter<byte>();
        new DataSetEncoder(transferSyntax, options, plain).Write(dataSet);
        Deflate(plain.WrittenSpan, output);
    }

    /// <inheritdoc cref="Write"/>
    public static byte[] ToArray(DataSet dataSet, TransferSyntax transferSyntax, DataSetWriterOptions? options = null)
    {
        var output = new ArrayBufferWriter<byte>();
        Write(dataSet, transferSyntax, output, options);
        return output.WrittenSpan.ToArray();
    }

    private static void Deflate(ReadOnlySpan<byte> plain, IBufferWriter<byte> output)
    {
        using var deflated = new MemoryStream();
        using (var deflater = new DeflateStream(deflated, CompressionLevel.Optimal, leaveOpen: true))
            deflater.Write(plain);
        if (deflated.Length % 2 != 0)
            deflated.WriteByte(0); // PS3.5 A.5
        output.Write(deflated.GetBuffer().AsSpan(0, (int)deflated.Length));
    }
}
