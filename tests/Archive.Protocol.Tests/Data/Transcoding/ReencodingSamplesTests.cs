using Archive.Protocol.Data;
using Archive.Protocol.Tests.Scanning;
using Archive.Testing;
using static Archive.Protocol.Tests.Data.Transcoding.Reencoding;

namespace Archive.Protocol.Tests.Data.Transcoding;

/// <summary>Real objects in every other native transfer syntax.</summary>
public sealed class ReencodingSamplesTests
{
    // Those of the file format, which no stored data set has.
    private static readonly string[] FaultsOfFiles = ["01", "02", "03", "04", "08", "09", "10", "11"];

    [Fact]
    [Requirement("VEREOS-45")]
    [Requirement("OASIS-26")]
    public void Every_sample_that_the_scanner_accepts_has_the_same_content_in_every_native_transfer_syntax()
    {
        var differences = new List<string>();
        var count = 0;
        foreach (var path in SharedFiles.Find("samples/open"))
        {
            if (SampleFile.Read("samples/open", path) is not { } sample || !NativeSyntaxes.Contains(sample.Syntax) || Scan(sample.DataSet, sample.Syntax) is not null)
                continue;
            count++;
            var expected = Canonical(DataSetReader.Read(sample.DataSet, sample.Syntax));
            foreach (var to in NativeSyntaxes.Where(to => to != sample.Syntax))
            {
                var reencoded = Reencode(sample.DataSet, sample.Syntax, to);
                if (Scan(reencoded, to) is { } error)
                    differences.Add($"{path} as {to}: {error}");
                else if (!Canonical(DataSetReader.Read(reencoded, to)).SequenceEqual(expected))
                    differences.Add($"{path} as {to}");
            }
        }

        Assert.True(differences.Count == 0, string.Join(Environment.NewLine, differences));
        Assert.True(SharedFiles.Root is null || count > 500, $"{count} samples");
    }

    [Fact]
    public void Every_malformed_sample_is_refused_as_the_scanner_refuses_it()
    {
        foreach (var path in SharedFiles.Find("samples/malformed", "*.dcm").Where(path => !FaultsOfFiles.Contains(path[..2])))
        {
            if (SampleFile.Read("samples/malformed", path) is not { } sample || !NativeSyntaxes.Contains(sample.Syntax))
                continue;
            var error = Scan(sample.DataSet, sample.Syntax);
            foreach (var to in NativeSyntaxes)
            {
                var refused = Record.Exception(() => Reencode(sample.DataSet, sample.Syntax, to));
                Assert.Equal((path, error?.Message, error?.Offset), (path, (refused as DicomFormatException)?.Reason, (refused as DicomFormatException)?.Offset));
            }
        }
    }

    /// <summary>The content in Implicit VR, which asks for no VR where the dictionary leaves it open, without what says how it was encoded.</summary>
    private static byte[] Canonical(DataSet dataSet) => DataSetWriter.ToArray(WithoutLengths(dataSet), TransferSyntax.ImplicitVrLittleEndian);

    private static DataSet WithoutLengths(DataSet dataSet)
    {
        var rest = new DataSet();
        foreach (var element in dataSet.Where(element => !element.Tag.IsGroupLength && element.Tag.Group != 0x0002 && element.Tag != Tags.LengthToEnd))
            rest.Set(element.IsSequence ? Element.Sequence(element.Tag, [.. element.Items.Select(WithoutLengths)]) : element);
        return rest;
    }
}
