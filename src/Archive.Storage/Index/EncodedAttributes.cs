using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// The attributes of a level as a row holds them: a data set in Explicit VR Little Endian. What was accepted for storage can
/// always be read again, also sequences that came as UN and were opened when they were indexed.
/// </summary>
internal static class EncodedAttributes
{
    private static readonly DataSetReaderOptions Options = new() { MaxSequenceDepth = 2 * DataSetReencoder.NestingLimit };

    public static DataSet Read(ReadOnlyMemory<byte> encoded) => DataSetReader.Read(encoded, TransferSyntax.ExplicitVrLittleEndian, Options);
}
