using Archive.Protocol.Data;
using FsCheck;
using FsCheck.Fluent;

namespace Archive.Protocol.Tests.Data;

public sealed class DataSetPropertyTests
{
    private static readonly DataSetWriterOptions[] LengthStyles = [new(), new() { UseUndefinedLengths = true }];

    [Fact]
    public void A_data_set_reads_back_equal_in_every_native_transfer_syntax() =>
        Check(DataSetGenerator.Portable, dataSet => TransferSyntax.All.Where(ts => ts is { IsStorable: true, IsEncapsulated: false }).All(ts => ReadsBackEqual(dataSet, ts)));

    [Fact]
    public void A_data_set_with_private_VRs_reads_back_equal_in_every_explicit_transfer_syntax() =>
        Check(DataSetGenerator.Explicit, dataSet => TransferSyntax.All.Where(ts => ts is { IsStorable: true, IsImplicitVr: false, IsDeflated: false }).All(ts => ReadsBackEqual(dataSet, ts)));

    [Fact]
    public void A_data_set_with_fragments_reads_back_equal_in_every_encapsulated_transfer_syntax() =>
        Check(DataSetGenerator.Encapsulated, dataSet => TransferSyntax.All.Where(ts => ts.IsEncapsulated).All(ts => ReadsBackEqual(dataSet, ts)));

    [Fact]
    public void Every_cut_of_a_data_set_is_read_as_far_as_it_is_whole_or_refused() => Check(DataSetGenerator.Encapsulated, dataSet =>
    {
        var bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.JpegBaseline8Bit);
        return Enumerable.Range(0, bytes.Length).All(length => IsReadOrRefused(bytes.AsMemory(0, length), TransferSyntax.JpegBaseline8Bit));
    });

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Prop.ForAll<byte[]>(bytes => TransferSyntax.All.Where(ts => ts.IsStorable).All(ts => IsReadOrRefused(bytes, ts))).AssertHolds();

    [Fact]
    public void Damaged_data_sets_are_read_or_refused() => Prop.ForAll(Damaged.ToArbitrary(), bytes => Syntaxes.All(ts => IsReadOrRefused(bytes, ts))).AssertHolds();

    [Fact]
    public void What_the_scanner_accepts_for_storage_can_be_read() => Prop.ForAll(Damaged.ToArbitrary(), bytes => Syntaxes.All(ts =>
    {
        var scanner = new HeaderScanner(new HeaderScannerOptions { WantedTags = [] });
        scanner.Reset(ts);
        scanner.Scan(bytes);
        if (scanner.Complete() == ScanStatus.Complete)
            DataSetReader.Read(bytes, ts);
        return true;
    })).AssertHolds();

    private static IEnumerable<TransferSyntax> Syntaxes =>
        [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian, TransferSyntax.JpegBaseline8Bit];

    private static Gen<byte[]> Damaged =>
        from sample in DataSetGenerator.Encapsulated
        from options in Gen.Elements(LengthStyles)
        from offset in Gen.Choose(0, 400)
        from damage in Gen.Choose(0, 255)
        let bytes = DataSetWriter.ToArray(sample.DataSet, TransferSyntax.JpegBaseline8Bit, options)
        select bytes.Select((value, index) => index == offset % bytes.Length ? (byte)damage : value).ToArray();

    private static void Check(Gen<DataSetGenerator.Sample> samples, Func<DataSet, bool> property) =>
        Prop.ForAll(samples.ToArbitrary(), sample => property(sample.DataSet)).AssertHolds();

    private static bool ReadsBackEqual(DataSet dataSet, TransferSyntax transferSyntax) => LengthStyles.All(options =>
    {
        var bytes = DataSetWriter.ToArray(dataSet, transferSyntax, options);
        var read = DataSetReader.Read(bytes, transferSyntax);
        return AreEqual(dataSet, read) && bytes.AsSpan().SequenceEqual(DataSetWriter.ToArray(read, transferSyntax, options));
    });

    private static bool AreEqual(DataSet first, DataSet second) => first.Count == second.Count && first.Zip(second).All(pair => AreEqual(pair.First, pair.Second));

    private static bool AreEqual(Element first, Element second) =>
        first.Tag == second.Tag && first.Vr == second.Vr && first.Value.Span.SequenceEqual(second.Value.Span)
        && first.Items.Count == second.Items.Count && first.Items.Zip(second.Items).All(pair => AreEqual(pair.First, pair.Second))
        && first.Fragments.Count == second.Fragments.Count && first.Fragments.Zip(second.Fragments).All(pair => pair.First.Span.SequenceEqual(pair.Second.Span));

    private static bool IsReadOrRefused(ReadOnlyMemory<byte> bytes, TransferSyntax transferSyntax)
    {
        try
        {
            DataSetReader.Read(bytes, transferSyntax);
        }
        catch (DicomFormatException exception)
        {
            return exception.Offset >= 0;
        }

        return true;
    }
}
