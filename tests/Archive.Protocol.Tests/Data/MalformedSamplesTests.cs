using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data;

/// <summary>The samples of hostile and broken files: each is read or refused, and which of the two is fixed here.</summary>
public sealed class MalformedSamplesTests
{
    // Well formed for the reader: their faults are wrong values, or of a kind that it tolerates.
    private static readonly string[] Readable =
    [
        "08-meta-length-too-big.dcm", "09-meta-length-too-small.dcm", "14-meta-uid-differs.dcm", "17-odd-length.dcm", "30-huge-rows-columns-frames.dcm",
        "31-no-sop-instance-uid.dcm", "32-no-study-series-uid.dcm", "33-uid-too-long.dcm", "34-uid-path-traversal.dcm", "35-uid-nul-and-backslash.dcm",
        "36-injection-strings.dcm", "37-bad-dates-and-numbers.dcm", "38-charset-broken.dcm", "39-duplicate-and-unordered-tags.dcm",
    ];

    public static TheoryData<string> Samples => [.. SharedFiles.Find("samples/malformed", "*.dcm")];

    [SharedTheory]
    [MemberData(nameof(Samples))]
    public async Task A_malformed_file_is_refused_unless_only_its_values_are_wrong(string sample)
    {
        var bytes = await File.ReadAllBytesAsync(SharedFiles.PathOf("samples", "malformed", sample));

        var exception = Record.Exception(() => Part10File.Read(bytes).ReadDataSet());

        if (Readable.Contains(sample))
            Assert.Null(exception);
        else
            Assert.InRange(Assert.IsType<DicomFormatException>(exception).Offset, 0, int.MaxValue);
    }

    [SharedTheory]
    [MemberData(nameof(Samples))]
    public async Task Reading_takes_no_memory_by_a_claimed_length(string sample)
    {
        var bytes = await File.ReadAllBytesAsync(SharedFiles.PathOf("samples", "malformed", sample));
        Record.Exception(() => Part10File.Read(bytes).ReadDataSet()); // the first exception of a process costs more than any other
        var before = GC.GetAllocatedBytesForCurrentThread();

        Record.Exception(() => Part10File.Read(bytes).ReadDataSet());

        // What inflates keeps a window of 96 KiB. A bomb inflates to the limit of the options, in a buffer that grows by doubling.
        var limit = sample.Contains("deflate-bomb", StringComparison.Ordinal) ? 3L * DataSetReaderOptions.Default.MaxInflatedBytes : 200_000 + (bytes.Length * 4L);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, limit);
    }
}
