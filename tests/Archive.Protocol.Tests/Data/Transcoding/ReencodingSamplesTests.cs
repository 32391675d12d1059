using Archive.Protocol.Data;
using Archive.Protocol.Tests.Scanning;
using Archive.Testing;
using static Archive.Protocol.Tests.Data.Transcoding.Reencoding;

namespace Archive.Protocol.Tests.Data.Transcoding;

/// <summary>Real objects in every other native transfer syntax.</summary>
public sealed class ReencodingSamplesTests
{
    private static readonly Tag[] OfEncoding = [Tags.LengthToEnd, Tags.ExtendedOffsetTable, Tags.ExtendedOffsetTableLengths];

    private static readonly DataSetReaderOptions Unlimited = new() { MaxInflatedBytes = int.MaxValue };

    // Those of the file format, which no stored data set has.
    private static readonly string[] FaultsOfFiles = ["01", "02", "03", "04", "08", "09", "10", "11"];

    public static TheoryData<string> Samples => [.. SharedFiles.Find("samples/open").Except(SampleTests.Unreadable)];

    public static TheoryData<string> Malformed => [.. SharedFiles.Find("samples/malformed", "*.dcm").Where(path => !FaultsOfFiles.Contains(path[..2]))];

    [SharedTheory]
    [MemberData(nameof(Samples))]
    [Requirement("VEREOS-45")]
    [Requirement("OASIS-26")]
    public void A_readable_sample_has_the_same_content_in_every_transfer_syntax_it_can_have(string path)
    {
        var sample = SampleFile.Read("samples/open", path);
        Assert.NotNull(sample);
        Assert.Null(Scan(sample.DataSet, sample.Syntax));
        var expected = Canonical(DataSetReader.Read(sample.DataSet, sample.Syntax, Unlimited));
        foreach (var to in TransferSyntax.All.Where(to => DataSetReencoder.CanReencode(sample.Syntax, to)))
        {
            var reencoded = Reencode(sample.DataSet, sample.Syntax, to);
            Assert.Null(Scan(reencoded, to));
            Assert.True(Canonical(DataSetReader.Read(reencoded, to, Unlimited)).SequenceEqual(expected), $"other content in {to}");
        }
    }

    [SharedTheory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_sample_is_refused_as_the_scanner_refuses_it(string path)
    {
        var sample = SampleFile.Read("samples/malformed", path);
        Assert.NotNull(sample);
        var error = Scan(sample.DataSet, sample.Syntax);
        foreach (var to in TransferSyntax.All.Where(to => DataSetReencoder.CanReencode(sample.Syntax, to)))
        {
            var refused = Record.Exception(() => Reencode(sample.DataSet, sample.Syntax, to));
            Assert.Equal((error?.Message, error?.Offset), ((refused as DicomFormatException)?.Reason, (refused as DicomFormatException)?.Offset));
        }
    }

    /// <summary>The content in Implicit VR, which asks for no VR where the dictionary leaves it open, without what says how it was encoded.</summary>
    private static byte[] Canonical(DataSet dataSet) => DataSetWriter.ToArray(WithoutLengths(dataSet), TransferSyntax.ImplicitVrLittleEndian);

    private static DataSet WithoutLengths(DataSet dataSet)
    {
        var rest = new DataSet();
        foreach (var element in dataSet.Where(element => !element.Tag.IsGroupLength && element.Tag.Group != 0x0002 && !OfEncoding.Contains(element.Tag)))
        {
            // Fragments make one value: the table of their offsets is not kept, and encapsulated pixels have no form in Implicit VR.
            rest.Set(element.IsSequence ? Element.Sequence(element.Tag, [.. element.Items.Select(WithoutLengths)])
                : element.IsEncapsulated ? new Element(element.Tag, element.Vr, element.Fragments.Skip(1).SelectMany(fragment => Padded(fragment.ToArray())).ToArray())
                : element);
        }

        return rest;
    }

    private static byte[] Padded(byte[] fragment) => fragment.Length % 2 == 0 ? fragment : [.. fragment, 0];
}
