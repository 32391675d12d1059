using System.Text;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>What conformance statements say that modalities send beside plain images: each is stored with 0000, found, and returned as it came.</summary>
public sealed class KeptObjectTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private readonly NodeProcess _node = fixture.Node;

    [Fact]
    [Requirement("VEREOS-15")]
    [Requirement("OASIS-13")]
    public Task Private_attributes_and_sequences_in_any_place() => _node.AssertKeptAsync(SopClasses.MRImageStorage, "MR", dataSet =>
    {
        foreach (var group in (ushort[])[0x0009, 0x0011, 0x0019, 0x0029, 0x0041, 0x0071, 0x00E1, 0x01E1, 0x01F1, 0x7053])
            AddPrivateBlock(dataSet, group);
        var nested = AddPrivateBlock(new DataSet(), 0x0029);
        dataSet.SetItems(Tags.MRDiffusionSequence, new DataSet().SetItems(Tags.DiffusionGradientDirectionSequence, nested));
    });

    [Fact]
    [Requirement("VEREOS-15")]
    [Requirement("BASICS-10")]
    public Task Attributes_that_do_not_belong_to_the_object() => _node.AssertKeptAsync(SopClasses.CTImageStorage, "CT", dataSet =>
    {
        foreach (var tag in (uint[])[0x0018_5020, 0x0018_9214, 0x300A_0226, 0x0028_0303, 0x0070_0084, 0x0088_0140, 0x3006_0024, 0x3006_00C2])
            dataSet.Set(new Tag(tag), ElementDictionary.GetVr(new Tag(tag)), ElementDictionary.GetVr(new Tag(tag)) == Vr.UI ? "1.2.3\0"u8.ToArray() : "12"u8.ToArray());
        dataSet.Set(new Tag(0x0028_0120), Vr.US, default).SetItems(new Tag(0x0008_9121), new DataSet().SetString(Tags.ReferencedSOPInstanceUID, "1.2.3"));
        foreach (var group in (ushort[])[0x6000, 0x601E])
            AddOverlay(dataSet, group);
    });

    [Fact]
    [Requirement("VEREOS-17")]
    public Task Scale_factors_of_PET_images() => _node.AssertKeptAsync(SopClasses.PositronEmissionTomographyImageStorage, "PT", dataSet => dataSet
        .SetString(Tags.Units, "CNTS").SetString(Tags.RescaleSlope, "0.1234567890123").SetString(Tags.RescaleIntercept, "0")
        .Set(new Tag(0x7053, 0x0010), Vr.LO, "Invented PET Group"u8.ToArray())
        .Set(new Tag(0x7053, 0x1000), Vr.DS, "0.000123456789"u8.ToArray()).Set(new Tag(0x7053, 0x1009), Vr.DS, "1.23456789E-10"u8.ToArray()));

    [Fact]
    [Requirement("VEREOS-20")]
    [Requirement("TIGER-16")]
    public Task Reports_of_quality_control_without_a_person() => _node.AssertKeptAsync(SopClasses.EncapsulatedPDFStorage, "PT", dataSet => dataSet
        .Remove(Tags.PixelData)
        .SetString(Tags.PatientName, "PET^QC").SetString(Tags.PatientSex, "").SetString(Tags.AccessionNumber, "").SetString(Tags.SeriesNumber, "1").SetString(Tags.InstanceNumber, "1")
        .SetItems(Tags.ConceptNameCodeSequence, []).SetString(Tags.MIMETypeOfEncapsulatedDocument, "application/pdf")
        .Set(Tags.EncapsulatedDocument, Vr.OB, Encoding.ASCII.GetBytes("%PDF-1.4\n%%EOF\n")));

    [Fact]
    [Requirement("VEREOS-23")]
    [Requirement("VEREOS-21")]
    public async Task Dose_reports_with_a_wrong_template_identifier()
    {
        var image = TestData.Ct();
        var report = StoredForms.Make(SopClasses.XRayRadiationDoseSRStorage, "SR", dataSet => dataSet
            .Remove(Tags.PixelData)
            .SetString(Tags.SeriesNumber, "5000").SetString(Tags.InstanceNumber, "1").SetString(Tags.ValueType, "CONTAINER")
            .SetItems(Tags.ConceptNameCodeSequence, new DataSet())
            .SetItems(Tags.ContentTemplateSequence, new DataSet().SetString(Tags.MappingResource, "DCMR").SetString(Tags.TemplateIdentifier, "TID 10011"))
            .SetItems(Tags.ContentSequence, new DataSet().SetString(Tags.RelationshipType, "CONTAINS").SetString(Tags.ValueType, "TEXT").SetString(Tags.TextValue, "Invented dose")), image);

        await _node.AssertKeptTogetherAsync(image, report);

        var study = Assert.Single(await _node.FindAsync("STUDY", (Tags.StudyInstanceUID, image.Study.Value), (Tags.ModalitiesInStudy, "")));
        Assert.Equal(["CT", "SR"], study.GetStrings(Tags.ModalitiesInStudy).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(1, 1, 1, "MONOCHROME2", 0)]
    [InlineData(1, 8, 8, "MONOCHROME2", 0)]
    [InlineData(1, 16, 12, "MONOCHROME2", 0)]
    [InlineData(3, 8, 8, "RGB", 0)]
    [InlineData(3, 8, 8, "RGB", 1)]
    [Requirement("TIGER-24")]
    [Requirement("VEREOS-24")]
    public Task Pixels_of_every_form(int samples, int allocated, int stored, string interpretation, int planar) =>
        _node.AssertKeptAsync(SopClasses.SecondaryCaptureImageStorage, "OT", dataSet => AddOverlay(dataSet, 0x6000)
            .SetUInt16(Tags.SamplesPerPixel, (ushort)samples).SetUInt16(Tags.PlanarConfiguration, (ushort)planar).SetString(Tags.PhotometricInterpretation, interpretation)
            .SetUInt16(Tags.BitsAllocated, (ushort)allocated).SetUInt16(Tags.BitsStored, (ushort)stored).SetUInt16(Tags.HighBit, (ushort)(stored - 1))
            .SetUInt16(Tags.Rows, 16).SetUInt16(Tags.Columns, 16).Set(Tags.PixelData, Vr.OW, new byte[16 * 16 * samples * allocated / 8]));

    [Theory]
    [InlineData(0x0018_2001u)]
    [InlineData(0x0018_2005u)]
    [InlineData(0u)]
    [Requirement("VEREOS-24")]
    public Task Multiframe_true_colour_with_any_frame_increment(uint pointer) =>
        _node.AssertKeptAsync(SopClasses.MultiFrameTrueColorSecondaryCaptureImageStorage, "OT", dataSet =>
        {
            dataSet.SetString(Tags.NumberOfFrames, "2").SetUInt16(Tags.SamplesPerPixel, 3).SetString(Tags.PhotometricInterpretation, "RGB");
            if (pointer != 0)
                dataSet.Set(Tags.FrameIncrementPointer, Vr.AT, BitConverter.GetBytes((pointer << 16) | (pointer >> 16))).SetStrings(new Tag(pointer), "1", "2");
        });

    [Fact]
    [Requirement("OASIS-11")]
    [Requirement("OASIS-12")]
    public async Task Functional_groups_of_classic_and_enhanced_MR()
    {
        static void Enhance(DataSet dataSet) => dataSet
            .SetString(Tags.NumberOfFrames, "2")
            .SetItems(Tags.SharedFunctionalGroupsSequence, new DataSet().SetItems(Tags.PixelMeasuresSequence, new DataSet().SetStrings(Tags.PixelSpacing, "0.681641", "0.681641")))
            .SetItems(Tags.PerFrameFunctionalGroupsSequence, Frame("0"), Frame("1.5"));

        static DataSet Frame(string z) => new DataSet().SetItems(Tags.PlanePositionSequence, new DataSet().SetStrings(Tags.ImagePositionPatient, "0", "0", z));

        await _node.AssertKeptAsync(SopClasses.MRImageStorage, "MR", Enhance);
        await _node.AssertKeptAsync(SopClasses.EnhancedMRImageStorage, "MR", Enhance);
    }

    [Fact]
    [Requirement("OASIS-16")]
    [Requirement("OASIS-18")]
    public async Task References_to_objects_that_come_later()
    {
        var image = StoredForms.Make(SopClasses.MRImageStorage, "MR");
        var presentation = StoredForms.Make(SopClasses.GrayscaleSoftcopyPresentationStateStorage, "PR", dataSet => dataSet
            .Remove(Tags.PixelData).SetItems(Tags.ReferencedSeriesSequence, References(image)), image);
        var selection = StoredForms.Make(SopClasses.KeyObjectSelectionDocumentStorage, "KO", dataSet => dataSet
            .Remove(Tags.PixelData).SetItems(Tags.CurrentRequestedProcedureEvidenceSequence,
                new DataSet().SetString(Tags.StudyInstanceUID, image.Study.Value).SetItems(Tags.ReferencedSeriesSequence, References(image))), image);

        await _node.AssertKeptTogetherAsync(selection, presentation, image);

        static DataSet References(TestInstance image) => new DataSet().SetString(Tags.SeriesInstanceUID, image.Series.Value).SetItems(Tags.ReferencedImageSequence,
            new DataSet().SetString(Tags.ReferencedSOPClassUID, image.SopClass.Value).SetString(Tags.ReferencedSOPInstanceUID, image.Sop.Value));
    }

    [Fact]
    [Requirement("MX1-39")]
    [Requirement("TIGER-25")]
    [Requirement("BASICS-30")]
    public Task Cine_and_region_calibration_of_ultrasound() => _node.AssertKeptAsync(SopClasses.UltrasoundMultiFrameImageStorage, "US", dataSet => dataSet
        .SetString(Tags.AcquisitionDateTime, "20260102030405.678901").SetString(Tags.AcquisitionDate, "20260102").SetString(Tags.AcquisitionTime, "030405.678901")
        .SetStrings(Tags.PatientOrientation, "L", "F").SetString(Tags.StartTrim, "1").SetString(Tags.StopTrim, "2").SetString(Tags.FrameTime, "33.3").SetString(Tags.NumberOfFrames, "2")
        .SetString(Tags.LossyImageCompression, "01").SetString(Tags.LossyImageCompressionRatio, "12.5").SetString(Tags.LossyImageCompressionMethod, "ISO_10918_1")
        .SetItems(Tags.SequenceOfUltrasoundRegions, new DataSet()
            .SetUInt16(Tags.PhysicalUnitsXDirection, 3).SetUInt16(Tags.PhysicalUnitsYDirection, 3)
            .SetUInt32(Tags.RegionLocationMinX0, 10).SetUInt32(Tags.RegionLocationMaxX1, 500)
            .Set(Tags.PhysicalDeltaX, Vr.FD, BitConverter.GetBytes(0.0123456789)).Set(Tags.PhysicalDeltaY, Vr.FD, BitConverter.GetBytes(-0.0123456789))));

    [Fact]
    [Requirement("BASICS-29")]
    [Requirement("BASICS-30")]
    public Task Multiframe_nuclear_medicine_with_a_frame_of_reference() => _node.AssertKeptAsync(SopClasses.NuclearMedicineImageStorage, "NM", dataSet => dataSet
        .SetString(Tags.NumberOfFrames, "2").SetString(Tags.FrameOfReferenceUID, "2.25.7").SetUInt16(Tags.NumberOfDetectors, 1)
        .SetItems(Tags.RadiopharmaceuticalInformationSequence, new DataSet().SetItems(Tags.RadionuclideCodeSequence, new DataSet().SetString(Tags.CodeMeaning, "Invented isotope")))
        .SetItems(Tags.DetectorInformationSequence, new DataSet().SetStrings(Tags.ImagePositionPatient, "1", "2", "3").SetStrings(Tags.ImageOrientationPatient, "1", "0", "0", "0", "1", "0")));

    [Fact]
    [Requirement("TIGER-19", "queries give the codes of tooth and region to mount by, where no image has a number")]
    [Requirement("TIGER-20")]
    public async Task A_full_mouth_series_without_instance_numbers_stays_together()
    {
        var first = TestData.Ct();
        var series = Enumerable.Range(0, 20)
            .Select(tooth => StoredForms.Make(SopClasses.DigitalIntraOralXRayImageStorageForPresentation, "IO", dataSet => dataSet
                .SetString(Tags.StudyInstanceUID, first.Study.Value).SetString(Tags.SeriesInstanceUID, first.Series.Value).SetString(Tags.InstanceNumber, "")
                .SetString(Tags.ImageLaterality, tooth < 10 ? "L" : "R")
                .SetItems(Tags.PrimaryAnatomicStructureSequence, new DataSet().SetString(Tags.CodeValue, $"T-{tooth}"))
                .SetItems(Tags.AnatomicRegionSequence, new DataSet().SetString(Tags.CodeValue, "T-D1217"))) with
            { Study = first.Study, Series = first.Series })
            .ToArray();

        await _node.AssertKeptTogetherAsync(series);

        var images = await _node.FindAsync(new DataSet()
            .SetString(Tags.QueryRetrieveLevel, "IMAGE").SetString(Tags.StudyInstanceUID, first.Study.Value).SetString(Tags.SeriesInstanceUID, first.Series.Value)
            .SetString(Tags.SOPInstanceUID, "").SetString(Tags.InstanceNumber, "").SetString(Tags.ImageLaterality, "")
            .SetItems(Tags.PrimaryAnatomicStructureSequence, new DataSet().SetString(Tags.CodeValue, ""))
            .SetItems(Tags.AnatomicRegionSequence, new DataSet().SetString(Tags.CodeValue, "")));
        Assert.Equal(
            series.Select((instance, tooth) => (instance.Sop.Value, "", tooth < 10 ? "L" : "R", $"T-{tooth}", "T-D1217")).Order(),
            images.Select(image => (image.GetString(Tags.SOPInstanceUID)!, image.GetString(Tags.InstanceNumber)!, image.GetString(Tags.ImageLaterality)!,
                Code(image, Tags.PrimaryAnatomicStructureSequence), Code(image, Tags.AnatomicRegionSequence))).Order());

        static string Code(DataSet image, Tag sequence) => Assert.Single(image.GetItems(sequence)).GetString(Tags.CodeValue)!;
    }

    [Fact]
    [Requirement("VEREOS-12")]
    [Requirement("TIGER-09")]
    [Requirement("OASIS-08")]
    [Requirement("OASIS-09")]
    public async Task Values_that_break_rules_are_no_reason_for_a_warning()
    {
        Action<DataSet>[] breaches =
        [
            dataSet => dataSet.SetString(Tags.Modality, "A MODALITY NAME THAT IS LONGER THAN SIXTEEN"),
            dataSet => dataSet.SetString(Tags.StudyDate, "01/02/2026").SetString(Tags.StudyTime, "03:04:05:67"),
            dataSet => dataSet.SetString(Tags.SliceThickness, "about one and a half millimetres"),
            dataSet => dataSet.Remove(Tags.PatientName).Remove(Tags.PatientID).Remove(Tags.Rows).Remove(Tags.Columns),
            dataSet => dataSet.SetString(Tags.ImageType, "").SetString(Tags.PatientSex, "UNKNOWN").SetString(Tags.InstanceNumber, "first"),
        ];
        foreach (var breach in breaches)
            Assert.Equal(DimseStatus.Success, await _node.StoreAsync(WireObject.Of(StoredForms.Make(SopClasses.CTImageStorage, "CT", breach))));
        foreach (var said in (string[])["Modality (0008,0060) has a value longer", "Study Date (0008,0020) has a value that", "Slice Thickness (0018,0050) has a value longer", "Instance Number (0020,0013) has a value that"])
            await Eventually.HoldsAsync($"the log says that {said}", () => Task.FromResult(_node.Console.Contains("is kept as it came, against the standard: " + said, StringComparison.Ordinal)));
    }

    private static DataSet AddPrivateBlock(DataSet dataSet, ushort group) => dataSet
        .Set(new Tag(group, 0x0010), Vr.LO, "Invented Block"u8.ToArray())
        .Set(new Tag(group, 0x1001), Vr.LO, "private text"u8.ToArray())
        .Set(new Tag(group, 0x100A), Vr.OB, new byte[5000])
        .Set(new Tag(group, 0x101F), Vr.FD, BitConverter.GetBytes(1.0 / 3))
        .SetItems(new Tag(group, 0x1020), new DataSet().Set(new Tag(group, 0x0010), Vr.LO, "Invented Block"u8.ToArray()).Set(new Tag(group, 0x1001), Vr.UN, new byte[7]));

    private static DataSet AddOverlay(DataSet dataSet, ushort group) => dataSet
        .SetUInt16(new Tag(group, 0x0010), 16).SetUInt16(new Tag(group, 0x0011), 16).Set(new Tag(group, 0x0040), Vr.CS, "G "u8.ToArray())
        .Set(new Tag(group, 0x3000), Vr.OW, new byte[32]);
}
