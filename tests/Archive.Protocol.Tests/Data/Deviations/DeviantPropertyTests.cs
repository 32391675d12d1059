using Archive.Protocol.Data;
using Archive.Protocol.Tests.Scanning;
using FsCheck;
using FsCheck.Fluent;
using static Archive.Protocol.Tests.Data.Transcoding.Reencoding;

namespace Archive.Protocol.Tests.Data.Deviations;

/// <summary>Every reader takes what has one reading, and all of them the same one; what one refuses the others refuse.</summary>
public sealed class DeviantPropertyTests
{
    [Fact]
    public void What_deviates_and_has_one_reading_is_read_as_what_it_was_made_of() =>
        Prop.ForAll(Deviants(DataSetGenerator.Portable, NativeSyntaxes).ToArbitrary(), deviant =>
        {
            Assert.Null(Scan(deviant.Bytes, deviant.Syntax));
            Assert.Equal(Canonical(deviant.DataSet), Canonical(DataSetReader.Read(deviant.Bytes, deviant.Syntax)));
            Assert.All(NativeSyntaxes, to => Assert.Equal(Canonical(deviant.DataSet), Canonical(DataSetReader.Read(Reencode(deviant.Bytes, deviant.Syntax, to), to))));
        }).AssertHolds(500);

    [Fact]
    public void Encapsulated_pixels_among_deviations_stay_what_they_are() =>
        Prop.ForAll(Deviants(DataSetGenerator.Encapsulated, [TransferSyntax.JpegBaseline8Bit]).ToArbitrary(), deviant =>
        {
            Assert.Null(Scan(deviant.Bytes, deviant.Syntax));
            Assert.Equal(Canonical(deviant.DataSet), Canonical(DataSetReader.Read(deviant.Bytes, deviant.Syntax)));
            var sent = DataSetReader.Read(Reencode(deviant.Bytes, deviant.Syntax, deviant.Syntax), deviant.Syntax);
            Assert.Equal(Canonical(WithoutEncoding(deviant.DataSet)), Canonical(sent));
        }).AssertHolds();

    [Fact]
    public void Scanner_reader_and_re_encoder_agree_on_damaged_data_sets() =>
        Prop.ForAll(Damaged.ToArbitrary(), AssertAgreement).AssertHolds(5000);

    [Fact]
    public void Scanner_reader_and_re_encoder_agree_on_any_bytes() =>
        Prop.ForAll<byte[]>(bytes => Assert.All(TransferSyntax.All.Where(syntax => syntax.IsStorable), syntax => AssertAgreement(new Deviant(new DataSet(), bytes, syntax))))
            .AssertHolds();

    private static Gen<Deviant> Deviants(Gen<DataSetGenerator.Sample> samples, TransferSyntax[] syntaxes) =>
        from sample in samples
        from syntax in Gen.Elements(syntaxes)
        from choices in Gen.Choose(0, 1000).ArrayOf(64)
        select Deviant.Of(sample.DataSet, syntax, choices);

    private static Gen<Deviant> Damaged =>
        from deviant in Gen.OneOf(Deviants(DataSetGenerator.Explicit, NativeSyntaxes), Deviants(DataSetGenerator.Encapsulated, [TransferSyntax.JpegBaseline8Bit]))
        from offset in Gen.Choose(0, 400)
        from damage in Gen.Frequency((1, Gen.Choose(0, 255)), (1, Gen.Elements(0, 2, 8, 10, 12, 0xFF)))
        select deviant with { Bytes = [.. deviant.Bytes.Select((value, index) => index == offset % deviant.Bytes.Length ? (byte)damage : value)] };

    private static void AssertAgreement(Deviant deviant)
    {
        var (bytes, syntax) = (deviant.Bytes, deviant.Syntax);
        var error = Scan(bytes, syntax);
        var options = new DataSetReaderOptions { MaxSequenceDepth = DataSetReencoder.NestingLimit };
        DataSet? read = null;
        var refused = Record.Exception(() => read = DataSetReader.Read(bytes, syntax, options));
        Assert.Equal(error is null, refused is null);
        if (!syntax.IsDeflated) // where the fault is in both the deflated bytes and what they hold, either may be named
            Assert.Equal((error?.Message, error?.Offset), ((refused as DicomFormatException)?.Reason, (refused as DicomFormatException)?.Offset));

        byte[]? reencoded = null;
        refused = Record.Exception(() => reencoded = Reencode(bytes, syntax, syntax));
        Assert.True(refused is null or DicomFormatException, refused?.ToString());
        Assert.True(error is null == refused is null, $"{error} and {refused}");
        if (read is null)
            return;
        var captured = ScanOutcome.NewScanner();
        ScanOutcome.Of(captured, bytes, syntax, _ => 100);
        if (captured.Status == ScanStatus.Complete) // it is for fewer levels of nesting
            captured.ReadCaptured();
        Assert.Equal(Canonical(WithoutEncoding(read)), Canonical(WithoutEncoding(DataSetReader.Read(reencoded, syntax, options))));
    }

    private static string Canonical(DataSet dataSet) => Convert.ToHexString(DataSetWriter.ToArray(dataSet, TransferSyntax.JpegBaseline8Bit));

    private static DataSet WithoutOffsets(DataSet dataSet)
    {
        var rest = new DataSet();
        foreach (var element in dataSet)
            rest.Set(element.IsEncapsulated ? Element.Encapsulated(element.Tag, element.Vr, [default, .. element.Fragments.Skip(1)]) : element);
        return rest;
    }

    /// <summary>Without what says how it was encoded, which re-encoding leaves out.</summary>
    private static DataSet WithoutEncoding(DataSet dataSet, bool isItem = false)
    {
        var rest = new DataSet();
        foreach (var element in dataSet)
        {
            if (element.Tag.IsGroupLength || element.Tag == Tags.LengthToEnd || element.Tag == Tags.ExtendedOffsetTable || element.Tag == Tags.ExtendedOffsetTableLengths
                || (!isItem && element.Tag.Group == 0x0002))
                continue;
            rest.Set(element.IsSequence ? Element.Sequence(element.Tag, [.. element.Items.Select(item => WithoutEncoding(item, isItem: true))]) : element);
        }

        return WithoutOffsets(rest);
    }

    /// <summary>A data set and what was made of it; it shows its bytes when a property fails.</summary>
    private sealed record Deviant(DataSet DataSet, byte[] Bytes, TransferSyntax Syntax)
    {
        public static Deviant Of(DataSet dataSet, TransferSyntax syntax, int[] choices)
        {
            var next = 0;
            return new(dataSet, new DeviantEncoder(syntax, count => choices[next++ % choices.Length] % count).Encode(dataSet), syntax);
        }

        public override string ToString() => $"{Syntax}: {Convert.ToHexString(Bytes)}";
    }
}
