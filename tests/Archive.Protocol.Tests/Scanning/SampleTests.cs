using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Protocol.Tests.Scanning;

public sealed class SampleTests
{
    private const string Accepted = "accepted";

    private static readonly int[] FragmentLengths = [1, 2, 3, 7, 4096];

    // What dcmdump does not read either: cut files. Last, a DICOMDIR, which never
    // comes as an object, whose sequence is shorter than its items.
    internal static readonly string[] Unreadable =
    [
        "edge/3gb-bulk-data-truncated.dcm", "edge/MR_truncated.dcm", "edge/emri_small_jpeg_2k_lossless_too_short.dcm",
        "edge/no_meta.dcm", "edge/no_preamble_dicm_in_data.dcm", "edge/rtplan_truncated.dcm", "fileset/pcir/DICOMDIR-nooffset",
    ];

    // Not here: faults of the file format (01 to 04, 08, 09), which no message carries, and transfer syntaxes that are
    // refused before (10, 11). Accepted here are also those whose UIDs their reader refuses (31 to 35).
    private static readonly Dictionary<string, string> AnswerToMalformed = new(StringComparer.Ordinal)
    {
        ["05"] = "Study Description (0008,1030) ends 4 bytes short of its length 10 (byte 176)",
        ["06"] = "Pixel Data (7FE0,0010) ends 9 bytes short of its length 16 (byte 468)",
        ["07"] = "The data set ends with 2 bytes that make no element (byte 496)",
        ["12"] = "Data set is Implicit VR, not Explicit VR Little Endian (byte 0)",
        ["13"] = "Data set is Explicit VR, not Implicit VR Little Endian (byte 0)",
        ["14"] = Accepted,
        ["15"] = "Study Description (0008,1030) has unknown VR ZZ without a 32-bit length (byte 178)",
        ["16"] = "Study Description (0008,1030) has VR bytes 01 02, which are no VR (byte 178)",
        ["17"] = Accepted,
        ["18"] = "Pixel Data (7FE0,0010) ends 4294967278 bytes short of its length 4294967294 (byte 474)",
        ["19"] = "(0009,1001) ends 2147483337 bytes short of its length 2147483647 (byte 196)",
        ["20"] = "Referenced Image Sequence (0008,1140) has (0010,0010) where an item must begin (byte 230)",
        ["21"] = "Item of Referenced Image Sequence (0008,1140) of length 400 runs 386 bytes past the end of what holds it (byte 208)",
        ["22"] = "Item of Referenced Image Sequence (0008,1140) has no delimiter before that of its sequence (byte 230)",
        ["23"] = "Pixel Data (7FE0,0010) has undefined length in Explicit VR Little Endian (byte 474)",
        ["24"] = "Pixel Data (7FE0,0010) has no delimiter (byte 474)",
        ["25"] = "Fragment of Pixel Data (7FE0,0010) ends 2147483620 bytes short of its length 2147483632 (byte 494)",
        ["26"] = "Referenced Series Sequence (0008,1115) is nested in more than 64 levels of sequences (byte 1476)",
        ["27"] = "Referenced Series Sequence (0008,1115) is nested in more than 64 levels of sequences (byte 1476)",
        ["28"] = Accepted,
        ["29"] = "The data set ends with 7 bytes that make no element (byte 140)",
        ["30"] = Accepted,
        ["31"] = Accepted,
        ["32"] = Accepted,
        ["33"] = Accepted,
        ["34"] = Accepted,
        ["35"] = Accepted,
        ["36"] = Accepted,
        ["37"] = Accepted,
        ["38"] = Accepted,
        ["39"] = Accepted,
        ["40"] = "Affected SOP Class UID (0000,0002) is a command element in a data set (byte 0)",
    };

    public static TheoryData<string> Readable => [.. SharedFiles.Find("samples/open").Except(Unreadable)];

    public static TheoryData<string> Malformed => [.. SharedFiles.Find("samples/malformed", "*.dcm").Where(path => AnswerToMalformed.ContainsKey(path[..2]))];

    [SharedTheory]
    [MemberData(nameof(Readable))]
    public void A_readable_sample_is_accepted_whole_and_in_fragments_of_any_length(string path)
    {
        var sample = SampleFile.Read("samples/open", path);
        Assert.NotNull(sample);
        var whole = ScanOutcome.Of(sample.DataSet, sample.Syntax);
        Assert.True(whole.Status == ScanStatus.Complete, whole.Error?.ToString());
        foreach (var length in FragmentLengths.Where(length => length >= 7 || sample.DataSet.Length < 1_000_000))
            Assert.Equal(whole, ScanOutcome.Of(sample.DataSet, sample.Syntax, length));
    }

    [SharedTheory]
    [MemberData(nameof(Malformed))]
    public void A_malformed_sample_gets_the_same_answer_whole_and_in_fragments(string path)
    {
        var sample = SampleFile.Read("samples/malformed", path)!;
        foreach (var length in FragmentLengths.Append(int.MaxValue))
            Assert.Equal(AnswerToMalformed[path[..2]], ScanOutcome.Of(sample.DataSet, sample.Syntax, length).Error?.ToString() ?? Accepted);
    }

    [SharedTheory]
    [MemberData(nameof(Readable))]
    public void Captured_elements_of_a_readable_sample_are_those_that_the_data_set_reader_reads(string path)
    {
        var sample = SampleFile.Read("samples/open", path);
        Assert.NotNull(sample);
        var scanner = ScanOutcome.NewScanner();
        scanner.Reset(sample.Syntax);
        scanner.Scan(sample.DataSet);
        var picked = scanner.ReadCaptured();
        var whole = DataSetReader.Read(sample.DataSet, sample.Syntax, new DataSetReaderOptions { MaxInflatedBytes = int.MaxValue });
        foreach (var tag in ScanOutcome.Wanted.Append(Tags.SpecificCharacterSet).Except(scanner.Truncated))
            Assert.Equal((tag, Write(whole, tag)), (tag, Write(picked, tag)));
    }

    private static string? Write(DataSet set, Tag tag) => set.TryGet(tag, out var element)
        ? Convert.ToHexString(DataSetWriter.ToArray(new DataSet().Set(element), TransferSyntax.ExplicitVrLittleEndian))
        : null;
}
