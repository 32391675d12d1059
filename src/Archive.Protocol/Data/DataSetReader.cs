using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Archive.Protocol.Data;

/// <summary>Reads data sets of every transfer syntax (PS3.5 7 and annex A). Values are slices of the bytes that are read.</summary>
public static class DataSetReader
{
    /// <summary>Reads a whole data set.</summary>
    /// <param name="bytes">The data set and nothing else. The data set keeps slices of it, except of big endian and deflated ones.</param>
    /// <exception cref="DicomFormatException">The bytes are no data set of the transfer syntax, or go beyond a limit of the options.</exception>
    /// <exception cref="ArgumentException">The transfer syntax encodes no data sets.</exception>
    public static DataSet Read(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax, DataSetReaderOptions? options = null)
    {
        if (!transferSyntax.IsStorable)
            throw new ArgumentException($"{transferSyntax} encodes no data sets.", nameof(transferSyntax));
        options ??= DataSetReaderOptions.Default;
        if (transferSyntax.IsDeflated)
            bytes = Inflate(bytes, options.MaxInflatedBytes);
        return new DataSetParser(bytes, transferSyntax, options).Parse();
    }

    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> bytes, int maxBytes)
    {
        var source = MemoryMarshal.TryGetArray(bytes, out var segment) ? new MemoryStream(segment.Array!, segment.Offset, segment.Count) : new MemoryStream(bytes.ToArray());
        using var inflater = new DeflateStream(source, CompressionMode.Decompress);
        using var inflated = new MemoryStream();
        Span<byte> buffer = stackalloc byte[4096];
        try
        {
            while (inflater.Read(buffer) is var count and > 0)
            {
                if (inflated.Length + count > maxBytes)
                    throw new DicomFormatException($"The deflated data set inflates to more than {maxBytes} bytes", maxBytes);
                inflated.Write(buffer[..count]);
            }
        }
        catch (InvalidDataException exception)
        {
            throw new DicomFormatException("The deflated data set cannot be inflated", inflated.Length, exception);
        }

        return inflated.GetBuffer().AsMemory(0, (int)inflated.Length);
    }
}
