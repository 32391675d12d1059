using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.Actors.Tests.Associations;

/// <summary>Objects that break the standard and can be read in one way are kept as they came; the log says what was wrong, and of no patient.</summary>
public sealed class DeviationTests : AssociationTest
{
    [Fact]
    public async Task Each_kind_of_broken_structure_is_said_once_for_an_association_and_the_bytes_are_kept()
    {
        await using var archive = await TestArchive.StartAsync();
        TestObject[] sent = [.. TestObject.CtSeries(3).Select(one => one with { Bytes = [.. one.Bytes, .. Hex.Parse("FEFF 0DE0 FFFFFFFF"), .. new byte[64]] })];

        await TestScu.StoreAsync(archive, sent);
        var received = await TestScu.GetAsync(archive, sent[0].Study);

        Assert.All(sent, one => Assert.Equal(one.Bytes, received.Objects[one.Instance]));
        Assert.Equal(
        [
            $"association 1 MODALITY: object {sent[0].Instance} is kept as it came, against the standard: an Item Delimitation Item follows the last element",
            $"association 1 MODALITY: object {sent[0].Instance} is kept as it came, against the standard: zero bytes follow the last element",
        ], Deviations(archive));

        await TestScu.StoreAsync(archive, [Changed(bytes => [.. bytes, 0, 0])]);
        Assert.Equal(3, Deviations(archive).Length); // another association
    }

    [Fact]
    [Requirement("OASIS-09")]
    [Requirement("TIGER-09")]
    [Requirement("BASICS-25")]
    public async Task Values_that_break_their_VR_are_marked_in_the_log_and_stored_with_success()
    {
        await using var archive = await TestArchive.StartAsync();

        await TestScu.StoreAsync(archive, [With(dataSet => dataSet
            .SetString(Tags.Modality, "A MODALITY LONGER THAN SIXTEEN")
            .SetString(Tags.StudyDate, "01/02/2026")
            .SetString(Tags.SliceThickness, "about one")
            .Set(Tags.Rows, Vr.US, new byte[3]))]);

        AssertSaid(archive, "Modality (0008,0060) has a value longer than its VR allows");
        AssertSaid(archive, "Study Date (0008,0020) has a value that its VR does not allow");
        AssertSaid(archive, "Slice Thickness (0018,0050) has a value that its VR does not allow");
        AssertSaid(archive, "Rows (0028,0010) has a value that its VR does not allow");
        AssertSaid(archive, "Rows (0028,0010) has an odd length");
        Assert.Equal(5, Deviations(archive).Length);
    }

    [Theory]
    [Requirement("TIGER-17")]
    [InlineData("DX")]
    [InlineData("IO")]
    public async Task Required_attributes_of_a_digital_x_ray_that_are_missing_or_empty_are_marked(string modality)
    {
        var sopClass = modality == "DX" ? SopClasses.DigitalXRayImageStorageForPresentation : SopClasses.DigitalIntraOralXRayImageStorageForPresentation;
        await using var archive = await TestArchive.StartAsync();
        var sent = TestObject.Make(sopClass, modality, 512);
        var dataSet = DataSetReader.Read(sent.Bytes, TransferSyntax.ExplicitVrLittleEndian);
        dataSet.SetString(Tags.Modality, "").SetString(Tags.ImageType, "").SetString(Tags.RescaleSlope, "1").SetString(Tags.RescaleIntercept, "0");

        await TestScu.StoreAsync(archive, [sent with { Bytes = DataSetWriter.ToArray(dataSet, TransferSyntax.ExplicitVrLittleEndian) }]);

        AssertSaid(archive, "Modality (0008,0060) is empty");
        AssertSaid(archive, "Image Type (0008,0008) is empty");
        AssertSaid(archive, "Presentation Intent Type (0008,0068) is missing");
        AssertSaid(archive, "Image Laterality (0020,0062) is missing");
        AssertSaid(archive, "Rescale Type (0028,1054) is missing");
        AssertSaid(archive, "Pixel Intensity Relationship (0028,1040) is missing");
        Assert.Equal(6, Deviations(archive).Length);
    }

    [Fact]
    public async Task The_lines_for_one_association_are_bounded()
    {
        await using var archive = await TestArchive.StartAsync();
        var tags = IndexedAttributes.All.Where(tag => ElementDictionary.GetVr(tag) is Vr.LO or Vr.SH or Vr.DA or Vr.TM or Vr.CS).Take(60).ToList();

        await TestScu.StoreAsync(archive, [With(dataSet => tags.ForEach(tag => dataSet.SetString(tag, new string('~', 100))))]);

        Assert.Equal(32, Deviations(archive).Length);
        Assert.Single(archive.LogLines, line => line.Contains("further deviations", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_object_with_much_before_its_UIDs_is_found_by_every_column_and_what_the_index_leaves_out_is_said()
    {
        await using var archive = await TestArchive.StartAsync();
        var filler = Enumerable.Range(0, 12).Select(_ => new DataSet().SetString(Tags.CodeMeaning, new string('M', 1200))).ToArray();
        Tag[] sequences = [Tags.ReferencedStudySequence, Tags.ProcedureCodeSequence, Tags.AdmittingDiagnosesCodeSequence, Tags.AnatomicRegionSequence, Tags.OtherPatientIDsSequence];
        var sent = With(dataSet =>
        {
            foreach (var sequence in sequences)
                dataSet.SetItems(sequence, filler);
            dataSet.SetString(Tags.InstanceNumber, "7").SetString(Tags.SeriesNumber, "3").SetString(Tags.StudyID, "STUDY-1");
        });

        await TestScu.StoreAsync(archive, [sent]);

        Assert.True(await archive.HasAsync(sent));
        AssertSaid(archive, "Other Patient IDs Sequence (0010,1002) is too long for the index and left out of it");
        Assert.Single(Deviations(archive));
    }

    [Fact]
    [Requirement("BASICS-05")]
    public async Task What_a_refused_object_lacked_is_in_the_log()
    {
        await using var archive = await TestArchive.StartAsync();
        await using var association = await archive.ConnectAsync();
        var noClass = With(dataSet => dataSet.Remove(Tags.SOPClassUID));
        var noInstance = With(dataSet => dataSet.Remove(Tags.SOPInstanceUID));
        var other = With(dataSet => dataSet.SetString(Tags.SOPInstanceUID, "1.2.3"));

        foreach (var bad in (TestObject[])[noClass, noInstance, other])
            Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, (await association.StoreAsync(association.GetContext(SopClasses.CTImageStorage), bad.Instance, bad.Bytes)).Status);

        Assert.Contains(archive.LogLines, line => line.StartsWith($"association 1 MODALITY: object {noClass.Instance} refused with A900", StringComparison.Ordinal) && line.EndsWith("SOP Class UID (0008,0016) is missing", StringComparison.Ordinal));
        Assert.Contains(archive.LogLines, line => line.StartsWith($"association 1 MODALITY: object {noInstance.Instance} refused with A900", StringComparison.Ordinal) && line.EndsWith("SOP Instance UID (0008,0018) is missing", StringComparison.Ordinal));
        Assert.Contains(archive.LogLines, line => line.StartsWith($"association 1 MODALITY: object {other.Instance} refused with A900", StringComparison.Ordinal) && line.EndsWith("SOP Instance UID (0008,0018) differs from Affected SOP Instance UID.", StringComparison.Ordinal));
    }

    private static TestObject Changed(Func<byte[], byte[]> change)
    {
        var sent = TestObject.Ct();
        return sent with { Bytes = change(sent.Bytes) };
    }

    private static TestObject With(Action<DataSet> change) => Changed(bytes =>
    {
        var dataSet = DataSetReader.Read(bytes, TransferSyntax.ExplicitVrLittleEndian);
        change(dataSet);
        // The writer pads; what is odd here is to stay odd.
        return [.. dataSet.SelectMany(element => element.Value.Length % 2 == 0 || element.IsSequence
            ? DataSetWriter.ToArray(new DataSet().Set(element), TransferSyntax.ExplicitVrLittleEndian)
            : Odd(element))];
    });

    private static byte[] Odd(Element element)
    {
        var padded = DataSetWriter.ToArray(new DataSet().Set(element), TransferSyntax.ExplicitVrLittleEndian);
        if (element.Vr != Vr.US)
            return padded;
        padded[6]--;
        return padded[..^1];
    }

    private static string[] Deviations(TestArchive archive) => [.. archive.LogLines.Where(line => line.Contains("against the standard", StringComparison.Ordinal))];

    private static void AssertSaid(TestArchive archive, string deviation)
    {
        Assert.Single(archive.LogLines, line => line.EndsWith("is kept as it came, against the standard: " + deviation, StringComparison.Ordinal));
        Assert.DoesNotContain(archive.LogLines, line => line.Contains("Invented", StringComparison.Ordinal));
    }
}
