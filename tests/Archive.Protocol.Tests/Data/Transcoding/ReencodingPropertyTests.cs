using Archive.Protocol.Data;
using FsCheck;
using FsCheck.Fluent;
using static Archive.Protocol.Tests.Data.Transcoding.Reencoding;

namespace Archive.Protocol.Tests.Data.Transcoding;

public sealed class ReencodingPropertyTests
{
    private static readonly DataSetWriterOptions[] LengthStyles = [new(), new() { UseUndefinedLengths = true }];

    [Fact]
    public void Every_data_set_is_the_same_in_every_native_transfer_syntax() => Check(DataSetGenerator.Portable, NativeSyntaxes);

    [Fact]
    public void Private_elements_with_a_VR_are_the_same_in_every_explicit_transfer_syntax() =>
        Check(DataSetGenerator.Explicit, [.. NativeSyntaxes.Where(syntax => !syntax.IsImplicitVr)]);

    [Fact]
    public void What_the_scanner_accepts_is_re_encoded_to_what_it_accepts_or_refused_for_what_Implicit_VR_cannot_tell() =>
        Prop.ForAll(Damaged.ToArbitrary(), damaged => NativeSyntaxes.All(to => IsAcceptedAlike(damaged.Bytes, damaged.Syntax, to))).AssertHolds();

    [Fact]
    public void Any_bytes_are_re_encoded_or_refused() =>
        Prop.ForAll<byte[]>(bytes => Pairs(NativeSyntaxes).All(pair => IsAcceptedAlike(bytes, pair.From, pair.To))).AssertHolds();

    private static Gen<DamagedSample> Damaged =>
        from sample in DataSetGenerator.Explicit
        from syntax in Gen.Elements(NativeSyntaxes)
        from options in Gen.Elements(LengthStyles)
        from offset in Gen.Choose(0, 400)
        from damage in Gen.Choose(0, 255)
        let bytes = DataSetWriter.ToArray(sample.DataSet, syntax, options)
        select new DamagedSample([.. bytes.Select((value, index) => index == offset % bytes.Length ? (byte)damage : value)], syntax);

    private static void Check(Gen<DataSetGenerator.Sample> samples, TransferSyntax[] syntaxes) =>
        Prop.ForAll(samples.ToArbitrary(), sample => Pairs(syntaxes).All(pair => IsSame(sample.DataSet, pair.From, pair.To))).AssertHolds();

    private static IEnumerable<(TransferSyntax From, TransferSyntax To)> Pairs(TransferSyntax[] syntaxes) => syntaxes.SelectMany(from => syntaxes.Select(to => (from, to)));

    private static bool IsSame(DataSet dataSet, TransferSyntax from, TransferSyntax to) => LengthStyles.All(options =>
    {
        var reencoded = Reencode(DataSetWriter.ToArray(dataSet, from, options), from, to);
        return reencoded.Length % 2 == 0 && Canonical(DataSetReader.Read(reencoded, to)).SequenceEqual(Canonical(dataSet));
    });

    private static byte[] Canonical(DataSet dataSet) => DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian);

    private static bool IsAcceptedAlike(byte[] bytes, TransferSyntax from, TransferSyntax to)
    {
        var error = Scan(bytes, from);
        try
        {
            var reencoded = Reencode(bytes, from, to);
            return error is null && Scan(reencoded, to) is null;
        }
        catch (DicomFormatException refused)
        {
            return error is null
                ? to.IsImplicitVr && refused.Reason.Contains("Implicit VR cannot tell", StringComparison.Ordinal)
                : (refused.Reason, refused.Offset) == (error.Message, error.Offset);
        }
    }

    /// <summary>A data set of which one byte is another; it shows its bytes when a property fails.</summary>
    private sealed record DamagedSample(byte[] Bytes, TransferSyntax Syntax)
    {
        public override string ToString() => $"{Syntax}: {Convert.ToHexString(Bytes)}";
    }
}
