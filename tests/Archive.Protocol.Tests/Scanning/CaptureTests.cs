using Archive.Protocol.Data;
using static Archive.Protocol.Tests.Scanning.Raw;

namespace Archive.Protocol.Tests.Scanning;

public sealed class CaptureTests
{
    private static readonly TransferSyntax Explicit = TransferSyntax.ExplicitVrLittleEndian;

    [Fact]
    public void Wanted_elements_are_captured_whole_and_in_their_order_with_the_character_set()
    {
        var procedures = Sequence(0x0008_1032, Item(Element(0x0008_0100, "SH", "CT01")), OpenItem(Element(0x0008_0100, "SH", "CT02")));
        var name = Element(0x0010_0010, "PN", "Doe^Jane");
        var charset = Element(0x0008_0005, "CS", "ISO_IR 100");
        var dataSet = Join(charset, Element(0x0008_0008, "CS", "ORIGINAL"), procedures, name, Element(PatientId, "LO", "P1"));

        Assert.Equal(Join(charset, procedures, name), Capture(dataSet, Explicit, Tags.PatientName, Tags.ProcedureCodeSequence));
    }

    [Fact]
    public void Elements_after_Pixel_Data_are_captured()
    {
        var late = Element(PatientId, "LO", "late");
        Assert.Equal(late, Capture(Join(Element(PixelData, "OB", new byte[100_000]), late), Explicit, Tags.PatientID));
    }

    [Fact]
    public void Elements_inside_sequences_are_captured_only_with_their_sequence()
    {
        var dataSet = OpenSequence(ReferencedImages, OpenItem(Element(PatientId, "LO", "P1")));
        Assert.Empty(Capture(dataSet, Explicit, Tags.PatientID));
        Assert.Equal(dataSet, Capture(dataSet, Explicit, Tags.ReferencedImageSequence));
    }

    [Fact]
    public void The_first_of_repeated_elements_wins()
    {
        var first = Element(PatientId, "LO", "P1");
        Assert.Equal(first, Capture(Join(first, Element(PatientId, "LO", "P2")), Explicit, Tags.PatientID));
    }

    [Fact]
    public void File_meta_elements_are_never_captured() =>
        Assert.Empty(Capture(Element(0x0002_0010, "UI", "1.2.3\0"), Explicit, Tags.TransferSyntaxUID));

    [Fact]
    public void Captured_bytes_are_read_in_the_captured_syntax()
    {
        var scanner = NewScanner(Tags.PatientID);
        scanner.Reset(TransferSyntax.DeflatedExplicitVrLittleEndian);
        scanner.Scan(Deflate(Image()));
        Assert.Same(Explicit, scanner.CapturedSyntax);
        Assert.Equal("P-1", scanner.ReadCaptured().GetString(Tags.PatientID));

        scanner.Reset(TransferSyntax.ExplicitVrBigEndian);
        scanner.Scan(BigEndian(PatientId, "LO", "P-2 "));
        Assert.Equal("P-2", scanner.ReadCaptured().GetString(Tags.PatientID));
    }

    [Fact]
    public void An_element_longer_than_allowed_is_noted_as_truncated_and_does_no_harm_to_others()
    {
        var scanner = new HeaderScanner(new() { WantedTags = [Tags.PatientName, Tags.PatientID, Tags.ReferencedImageSequence], MaxElementBytes = 20 });
        var name = Element(0x0010_0010, "PN", "Doe^Jane^A^B");
        var dataSet = Join(
            OpenSequence(ReferencedImages, OpenItem(Element(0x0008_1155, "UI", "2.25.2"))),
            name,
            Element(PatientId, "LO", "longer than 20"),
            Element(PatientId, "LO", "short"));
        foreach (var length in new[] { 1, 7, dataSet.Length })
        {
            Assert.Equal(ScanStatus.Complete, ScanOutcome.Of(scanner, dataSet, Explicit, _ => length).Status);
            Assert.Equal(name, scanner.Captured.ToArray());
            Assert.Equal([Tags.ReferencedImageSequence, Tags.PatientID], scanner.Truncated);
        }
    }

    [Fact]
    public void All_captured_elements_together_keep_to_the_budget()
    {
        var scanner = new HeaderScanner(new() { WantedTags = [Tags.PatientName, Tags.PatientID, Tags.PatientSex], MaxCapturedBytes = 30 });
        var name = Element(0x0010_0010, "PN", "Doe^Jane");
        var sex = Element(0x0010_0040, "CS", "F ");
        scanner.Reset(Explicit);
        scanner.Scan(Join(name, Element(PatientId, "LO", "P-123456"), sex));
        Assert.Equal(Join(name, sex), scanner.Captured.ToArray());
        Assert.Equal([Tags.PatientID], scanner.Truncated);
    }

    [Fact]
    public void Elements_that_are_reserved_are_not_crowded_out_by_others_and_crowd_out_none()
    {
        var images = OpenSequence(ReferencedImages, OpenItem(Element(0x0008_1155, "UI", "2.25.2")));
        var (study, series, rows) = (Element(0x0020_000D, "UI", "2.25.3"), Element(0x0020_000E, "UI", "2.25.4"), Element(0x0028_0010, "US", [4, 0]));
        foreach (var (room, others, truncated) in new[] { (images.Length, images, Tags.Rows), (images.Length - 1, rows, Tags.ReferencedImageSequence) })
        {
            var scanner = new HeaderScanner(new()
            {
                WantedTags = [Tags.ReferencedImageSequence, Tags.StudyInstanceUID, Tags.SeriesInstanceUID, Tags.Rows],
                ReservedTags = [Tags.StudyInstanceUID, Tags.SeriesInstanceUID],
                MaxCapturedBytes = room,
            });
            ScanOutcome.Of(scanner, Join(images, study, series, rows), Explicit, _ => 5);
            Assert.Equal(others == rows ? Join(study, series, rows) : Join(images, study, series), scanner.Captured.ToArray());
            Assert.Equal([truncated], scanner.Truncated);
        }
    }

    [Fact]
    public void A_reserved_element_keeps_to_the_limit_of_one_element()
    {
        var scanner = new HeaderScanner(new() { WantedTags = [Tags.PatientID], ReservedTags = [Tags.PatientID], MaxElementBytes = 20, MaxCapturedBytes = 0 });
        ScanOutcome.Of(scanner, Element(PatientId, "LO", "longer than 20"), Explicit, _ => 3);
        Assert.True(scanner.Captured.IsEmpty);
        Assert.Equal([Tags.PatientID], scanner.Truncated);
    }

    [Fact]
    public void An_element_that_is_cut_is_not_among_the_captured()
    {
        var id = Element(PatientId, "LO", "P1");
        Assert.Equal(id, Capture(Join(id, Element(0x0020_000D, "UI", "2.25.3")[..^1]), Explicit, Tags.PatientID, Tags.StudyInstanceUID));
    }

    [Fact]
    public void Reset_forgets_the_last_data_set()
    {
        var scanner = NewScanner(Tags.PatientID);
        scanner.Reset(Explicit);
        scanner.Scan(Image().AsSpan(0, 100));
        scanner.Reset(Explicit);
        Assert.True(scanner.Captured.IsEmpty);
        Assert.Null(scanner.PixelDataOffset);
        Assert.Equal(ScanStatus.Complete, scanner.Complete());
    }

    private static byte[] Capture(byte[] dataSet, TransferSyntax syntax, params Tag[] wanted)
    {
        var scanner = NewScanner(wanted);
        ScanOutcome.Of(scanner, dataSet, syntax, _ => 3);
        return scanner.Captured.ToArray();
    }

    private static HeaderScanner NewScanner(params Tag[] wanted) => new(new HeaderScannerOptions { WantedTags = wanted });
}
