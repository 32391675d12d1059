using System.Security.Cryptography;
using Archive.Protocol.Data;

namespace Archive.Testing.Nodes;

/// <summary>An object as it goes over the wire: the names that its C-STORE gives, and the encoded data set.</summary>
public sealed record WireObject(Uid SopClass, Uid Instance, TransferSyntax TransferSyntax, ReadOnlyMemory<byte> Bytes)
{
    public string Hash { get; } = HashOf(Bytes.Span);

    /// <summary>
    /// The hash of what a receiver gets who takes the object as it is stored: these bytes, or, where a length is odd and they may not be sent, what
    /// they are re-encoded to.
    /// </summary>
    public async Task<string> GetReceivedHashAsync()
    {
        if (!HasOddLengths())
            return Hash;
        await using var padded = DataSetReencoder.Open(new MemoryStream(Bytes.ToArray()), TransferSyntax, TransferSyntax);
        return Convert.ToHexString(await SHA256.HashDataAsync(padded));
    }

    public static string HashOf(ReadOnlySpan<byte> bytes) => Convert.ToHexString(SHA256.HashData(bytes));

    public static WireObject Of(TestInstance instance, TransferSyntax? transferSyntax = null)
    {
        var syntax = transferSyntax ?? TransferSyntax.ExplicitVrLittleEndian;
        return new WireObject(instance.SopClass, instance.Sop.Uid, syntax, instance.Encode(syntax));
    }

    /// <summary>The object again with other pixels: the same names, other bytes.</summary>
    public static WireObject WithOtherContent(TestInstance instance, string comment) =>
        Of(instance with { DataSet = DataSetReader.Read(instance.Encode(TransferSyntax.ExplicitVrLittleEndian), TransferSyntax.ExplicitVrLittleEndian).SetString(Tags.ImageComments, comment) });

    private bool HasOddLengths()
    {
        if (Bytes.Length % 2 != 0 || TransferSyntax.IsDeflated)
            return Bytes.Length % 2 != 0;
        var scanner = new HeaderScanner(new HeaderScannerOptions { WantedTags = [] });
        scanner.Reset(TransferSyntax);
        scanner.Scan(Bytes.Span);
        return scanner.Deviations.Any(deviation => deviation.Kind == DeviationKind.OddLength);
    }
}
