using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Commands;

/// <summary>
/// File-sets of modalities: folders of files without extension beside a DICOMDIR. Their files are imported, and nothing is taken from the
/// DICOMDIR, whatever it says.
/// </summary>
public sealed class MediaImportTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private NodeProcess _node = null!;

    private string Medium => _folder["medium"];

    public async Task InitializeAsync()
    {
        _node = await NodeProcess.StartAsync(_folder["data"]);
        Directory.CreateDirectory(Path.Combine(Medium, "DICOM", "S0000001"));
    }

    public async Task DisposeAsync()
    {
        await _node.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    [Requirement("VEREOS-49", "other classes beside CT and MR, and JPEG Lossless")]
    [Requirement("VEREOS-62")]
    [Requirement("OASIS-49", "read")]
    [Requirement("MX1-37", "in all five transfer syntaxes, with an empty Study Description")]
    [Requirement("TIGER-33", "with a DICOMDIR whose offsets and records are wrong")]
    [Requirement("TIGER-36", "from a plain folder, which every mounted medium is")]
    [Requirement("TIGER-39", "nothing asks for a profile")]
    [Requirement("TIGER-42")]
    public async Task What_the_files_say_is_imported_and_not_what_the_directory_says()
    {
        (Uid SopClass, string Modality, TransferSyntax Syntax)[] kinds =
        [
            (SopClasses.CTImageStorage, "CT", TransferSyntax.ImplicitVrLittleEndian),
            (SopClasses.MRImageStorage, "MR", TransferSyntax.ExplicitVrLittleEndian),
            (SopClasses.UltrasoundImageStorage, "US", TransferSyntax.ExplicitVrBigEndian),
            (SopClasses.UltrasoundMultiFrameImageStorage, "US", TransferSyntax.JpegBaseline8Bit),
            (SopClasses.SecondaryCaptureImageStorage, "OT", TransferSyntax.JpegLosslessSV1),
            (SopClasses.RTStructureSetStorage, "RTSTRUCT", TransferSyntax.ExplicitVrLittleEndian),
        ];
        var objects = kinds.Select((kind, i) => (Instance: Make(kind.SopClass, kind.Modality, kind.Syntax, number: 70 + i), kind.Syntax)).ToList();
        foreach (var (instance, syntax) in objects)
            Write(instance, syntax);
        WriteDirectory(objects.Select(entry => entry.Instance));

        var result = await CommandRun.RunAsync("import", "--target", $"127.0.0.1:{_node.DicomPort}", Medium);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        Assert.StartsWith($"Stored {objects.Count} of {objects.Count} objects", result.Output, StringComparison.Ordinal);
        Assert.Equal(objects.Count, (await _node.FindStudiesAsync()).Count);
        foreach (var (instance, syntax) in objects)
        {
            var sent = WireObject.Of(instance, syntax);
            Assert.Equal(sent.Hash, (await _node.GetAsync(instance.Study.Uid, sent)).Hashes[sent.Instance]);
            var study = Assert.Single(await _node.FindAsync("STUDY", (Tags.StudyInstanceUID, instance.Study.Value), (Tags.StudyDate, ""), (Tags.StudyTime, ""), (Tags.StudyDescription, "")));
            Assert.Equal(("20260102", "030405", ""), (study.GetString(Tags.StudyDate), study.GetString(Tags.StudyTime), study.GetString(Tags.StudyDescription)));
            var image = Assert.Single(await _node.FindAsync("IMAGE",
                (Tags.StudyInstanceUID, instance.Study.Value), (Tags.SeriesInstanceUID, instance.Series.Value), (Tags.InstanceNumber, "")));
            Assert.Equal(instance.DataSet.GetString(Tags.InstanceNumber), image.GetString(Tags.InstanceNumber));
        }
    }

    [Fact]
    [Requirement("MX1-38")]
    [Requirement("TIGER-34")]
    [Requirement("OASIS-61", "written to later, and without a file")]
    public async Task A_medium_that_comes_again_adds_what_is_new_and_takes_nothing_away()
    {
        var target = $"127.0.0.1:{_node.DicomPort}";
        var first = Make(SopClasses.UltrasoundImageStorage, "US", TransferSyntax.ExplicitVrLittleEndian, number: 1);
        var path = Write(first, TransferSyntax.ExplicitVrLittleEndian);
        WriteDirectory([first]);
        Assert.Equal(0, (await CommandRun.RunAsync("import", "--target", target, Medium)).ExitCode);

        var second = Make(SopClasses.UltrasoundImageStorage, "US", TransferSyntax.ExplicitVrLittleEndian, number: 2);
        Write(second, TransferSyntax.ExplicitVrLittleEndian);
        WriteDirectory([first, second]);
        Assert.Equal(0, (await CommandRun.RunAsync("import", "--target", target, Medium)).ExitCode);
        Assert.Equal(2, await _node.MetricAsync("""archive_objects_recorded_total{result="stored"}"""));
        Assert.Equal(1, await _node.MetricAsync("""archive_objects_recorded_total{result="duplicate"}"""));

        File.Delete(path);
        Assert.Equal(0, (await CommandRun.RunAsync("import", "--target", target, Medium)).ExitCode);
        Directory.Delete(Path.Combine(Medium, "DICOM"), recursive: true);
        Assert.Equal(2, (await CommandRun.RunAsync("import", "--target", target, Medium)).ExitCode);

        Assert.Equal([first.Sop.Uid], await _node.FindInstancesAsync(first.Study.Uid));
        Assert.Equal([second.Sop.Uid], await _node.FindInstancesAsync(second.Study.Uid));
    }

    [Fact]
    [Requirement("TIGER-37", "read where the data set shows its encoding")]
    public async Task A_file_that_names_no_transfer_syntax_is_read_by_its_data_set()
    {
        TransferSyntax[] native = [TransferSyntax.ImplicitVrLittleEndian, TransferSyntax.ExplicitVrLittleEndian, TransferSyntax.ExplicitVrBigEndian];
        var objects = native.Select((syntax, i) => (Instance: Make(SopClasses.DigitalXRayImageStorageForPresentation, "DX", syntax, number: i + 1), Syntax: syntax)).ToList();
        foreach (var (instance, syntax) in objects)
        {
            var meta = new DataSet().SetString(Tags.MediaStorageSOPClassUID, instance.SopClass.Value).SetString(Tags.MediaStorageSOPInstanceUID, instance.Sop.Value);
            File.WriteAllBytes(PathOf(instance), [.. new byte[128], .. "DICM"u8, .. DataSetWriter.ToArray(meta, TransferSyntax.ExplicitVrLittleEndian), .. instance.Encode(syntax)]);
        }

        var result = await CommandRun.RunAsync("import", "--target", $"127.0.0.1:{_node.DicomPort}", Medium);

        Assert.True(result.ExitCode == 0, result.Output + result.Error);
        foreach (var (instance, syntax) in objects)
        {
            var sent = WireObject.Of(instance, syntax);
            Assert.Equal(sent.Hash, (await _node.GetAsync(instance.Study.Uid, sent)).Hashes[sent.Instance]);
        }
    }

    private static TestInstance Make(Uid sopClass, string modality, TransferSyntax syntax, int number)
    {
        var instance = TestData.Ct(number: number);
        instance.DataSet.SetString(Tags.SOPClassUID, sopClass.Value).SetString(Tags.Modality, modality).SetString(Tags.StudyDescription, "");
        if (syntax.IsEncapsulated)
            instance.DataSet.Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [default, Hex.Parse("FFD8FFE0 00000000 FFD9")]));
        return instance with { SopClass = sopClass };
    }

    private string Write(TestInstance instance, TransferSyntax syntax)
    {
        File.WriteAllBytes(PathOf(instance), instance.ToFile(syntax));
        return PathOf(instance);
    }

    private string PathOf(TestInstance instance) => Path.Combine(Medium, "DICOM", "S0000001", $"IM{instance.DataSet.GetString(Tags.InstanceNumber)}");

    /// <summary>Offsets that lead nowhere, records out of use and repeated, dates and numbers that the writer of the medium made up.</summary>
    private void WriteDirectory(IEnumerable<TestInstance> instances)
    {
        var records = instances.SelectMany(instance => new[]
        {
            Record("PATIENT").SetString(Tags.PatientID, "OTHER").SetString(Tags.PatientName, "Other^Name"),
            Record("STUDY").SetString(Tags.StudyInstanceUID, instance.Study.Value).SetString(Tags.StudyDate, "12/31/2020").SetString(Tags.StudyTime, "01:02:03:45"),
            Record("STUDY").SetString(Tags.StudyInstanceUID, instance.Study.Value).SetString(Tags.StudyDate, "").SetString(Tags.StudyDescription, "of the record"),
            Record("SERIES").SetString(Tags.SeriesInstanceUID, instance.Series.Value).SetString(Tags.SeriesNumber, "1").SetString(Tags.Modality, "XX"),
            Record("IMAGE").SetString(Tags.InstanceNumber, "1").SetStrings(Tags.ReferencedFileID, "DICOM", "S0000001", "NOWHERE"),
        });
        var directory = new TestInstance(
            SopClasses.MediaStorageDirectoryStorage, default, default, new SopInstanceUid(TestData.NewUid()),
            new DataSet()
                .SetString(Tags.FileSetID, "INVENTED")
                .SetUInt32(Tags.OffsetOfTheFirstDirectoryRecordOfTheRootDirectoryEntity, 0x00FF_FFFE)
                .SetUInt32(Tags.OffsetOfTheLastDirectoryRecordOfTheRootDirectoryEntity, 2)
                .SetUInt16(Tags.FileSetConsistencyFlag, 0xFFFF)
                .SetItems(Tags.DirectoryRecordSequence, [.. records]));
        File.WriteAllBytes(Path.Combine(Medium, "DICOMDIR"), directory.ToFile(TransferSyntax.ExplicitVrLittleEndian));

        static DataSet Record(string type) => new DataSet()
            .SetUInt32(Tags.OffsetOfTheNextDirectoryRecord, 12_345_678).SetUInt16(Tags.RecordInUseFlag, 0).SetUInt32(Tags.OffsetOfReferencedLowerLevelDirectoryEntity, 1)
            .SetString(Tags.DirectoryRecordType, type);
    }
}
