namespace Archive.Protocol.Data;

/// <summary>
/// Brings data sets from one native transfer syntax into another while they are read: Implicit VR Little Endian, Explicit VR
/// Little Endian, Explicit VR Big Endian and Deflated Explicit VR Little Endian (PS3.5 A.1, A.2, A.3, A.5). From any transfer syntax
/// into the same it mends what the standard does not allow: odd lengths are padded, delimiters and VRs are what they should be.
/// </summary>
public static class DataSetReencoder
{
    /// <summary>How many sequences may be open inside each other: whatever was ever accepted for storage must still come out.</summary>
    public const int NestingLimit = 1024;

    /// <summary>
    /// True between native transfer syntaxes, whose pixel data differ in byte order alone, and from any to the same. Whatever is
    /// encapsulated, or refers to its pixels elsewhere, needs a codec to become another.
    /// </summary>
    public static bool CanReencode(TransferSyntax from, TransferSyntax to) => from == to ? from.IsStorable : IsNative(from) && IsNative(to);

    /// <summary>Opens a data set that is stored in one transfer syntax in the other.</summary>
    /// <param name="source">The data set in <paramref name="from"/> and nothing else, read asynchronously; closed with the result.</param>
    /// <returns>
    /// A stream to be read asynchronously and forward only. Its length shows when it ends; its memory is constant whatever the
    /// object's size. Reading throws <see cref="DicomFormatException"/> when the source is cut or malformed.
    /// </returns>
    /// <exception cref="ArgumentException">This pair <see cref="CanReencode">cannot be re-encoded</see>.</exception>
    public static Stream Open(Stream source, TransferSyntax from, TransferSyntax to)
    {
        if (!CanReencode(from, to))
            throw new ArgumentException($"{from} cannot be re-encoded as {to}.", nameof(to));
        var inflated = from.IsDeflated ? new InflatingStream(source) : source;
        var reencoded = new ReencodingStream(inflated, new ElementReencoder(from, to));
        return to.IsDeflated ? new DeflatingStream(reencoded) : reencoded;
    }

    private static bool IsNative(TransferSyntax syntax) => syntax == TransferSyntax.ImplicitVrLittleEndian
        || syntax == TransferSyntax.ExplicitVrLittleEndian
        || syntax == TransferSyntax.ExplicitVrBigEndian
        || syntax == TransferSyntax.DeflatedExplicitVrLittleEndian;
}
