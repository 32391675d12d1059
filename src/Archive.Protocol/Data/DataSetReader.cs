using System.Buffers;

namespace Archive.Protocol.Data;

/// <summary>Reads data sets of every transfer syntax (PS3.5 7 and annex A). Values are slices of the bytes that are read.</summary>
public static class DataSetReader
{
    /// <summary>Reads a whole data set.</summary>
    /// <param name="bytes">The data set and nothing else. The result keeps slices of it, except of big endian and deflated ones.</param>
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

    /// <summary>By the inflater of <see cref="HeaderScanner"/>: what the one takes for whole the other does.</summary>
    private static ReadOnlyMemory<byte> Inflate(ReadOnlyMemory<byte> bytes, int maxBytes)
    {
        var inflater = new Inflater();
        inflater.Reset();
        var deflated = bytes.Span;
        var inflated = new ArrayBufferWriter<byte>();
        while (inflater.Inflate(ref deflated) is { IsEmpty: false } window)
        {
            if (inflated.WrittenCount + window.Length > maxBytes)
                throw new DicomFormatException($"The deflated data set inflates to more than {maxBytes} bytes", maxBytes);
            inflated.Write(window.Span);
        }

        if (inflater.IsFinished || bytes.IsEmpty)
            return inflated.WrittenMemory;
        var error = inflater.IsCorrupt ? ScanErrors.CorruptDeflate(inflater.Position) : ScanErrors.CutDeflate(inflater.Position);
        throw new DicomFormatException(error.Message, error.Offset);
    }
}
