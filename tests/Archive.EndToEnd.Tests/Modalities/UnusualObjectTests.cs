using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Objects that are right in their own way, or wrong in one that harms nobody: stored with 0000, found, and returned as they came.</summary>
public sealed class UnusualObjectTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private static readonly byte[] Frame = Hex.Parse("FFD8FFE0 00000000 FFD9");

    private readonly NodeProcess _node = fixture.Node;

    public static TheoryData<string> OptionalModules => [.. Modules.Keys];

    private static Dictionary<string, Action<DataSet>> Modules { get; } = new(StringComparer.Ordinal)
    {
        ["none"] = _ => { },
        ["clinical trial"] = dataSet => dataSet
            .SetString(Tags.ClinicalTrialSponsorName, "Invented sponsor").SetString(Tags.ClinicalTrialProtocolID, "P-1").SetString(Tags.ClinicalTrialSubjectID, "S-1")
            .SetString(Tags.ClinicalTrialTimePointID, "T-1").SetString(Tags.ClinicalTrialSeriesID, "R-1"),
        ["device"] = dataSet => dataSet.SetItems(Tags.DeviceSequence, new DataSet().SetString(Tags.CodeValue, "A-1").SetString(Tags.DeviceLength, "10")),
        ["specimen"] = dataSet => dataSet
            .SetString(Tags.ContainerIdentifier, "C-1")
            .SetItems(Tags.SpecimenDescriptionSequence, new DataSet().SetString(Tags.SpecimenIdentifier, "S-1").SetString(Tags.SpecimenUID, "2.25.9")),
        ["overlay plane"] = dataSet => dataSet
            .SetUInt16(new Tag(0x6000, 0x0010), 16).SetUInt16(new Tag(0x6000, 0x0011), 16).Set(new Tag(0x6000, 0x3000), Vr.OW, new byte[32]),
        ["VOI LUT"] = dataSet => dataSet
            .SetStrings(Tags.WindowCenter, "40", "300").SetStrings(Tags.WindowWidth, "350", "1500")
            .SetItems(Tags.VOILUTSequence, new DataSet().Set(Tags.LUTDescriptor, Vr.US, new byte[] { 4, 0, 0, 0, 16, 0 }).Set(Tags.LUTData, Vr.OW, new byte[8])),
        ["contrast"] = dataSet => dataSet
            .SetString(Tags.ContrastBolusAgent, "Invented agent")
            .SetItems(Tags.ContrastBolusAgentSequence, new DataSet().SetString(Tags.CodeValue, "A-2")),
    };

    [Theory]
    [MemberData(nameof(OptionalModules))]
    [Requirement("BASICS-28", "each optional module, and none of them")]
    public Task Optional_modules_may_be_there_or_not(string module) => _node.AssertKeptAsync(SopClasses.CTImageStorage, "CT", Modules[module]);

    [Fact]
    [Requirement("VEREOS-65", "CT without position and orientation")]
    public Task A_derived_CT_needs_no_geometry() => _node.AssertKeptAsync(SopClasses.CTImageStorage, "CT", dataSet => dataSet
        .SetStrings(Tags.ImageType, "DERIVED", "SECONDARY", "AXIAL")
        .Remove(Tags.ImagePositionPatient).Remove(Tags.ImageOrientationPatient).Remove(Tags.FrameOfReferenceUID).Remove(Tags.PixelSpacing));

    [Theory]
    [InlineData(0x5000)]
    [InlineData(0x501E)]
    [InlineData(0x6000)]
    [InlineData(0x601E)]
    [Requirement("VEREOS-65", "captures with curves and overlays")]
    public Task A_capture_may_have_curves_and_overlays(ushort group) => _node.AssertKeptAsync(SopClasses.SecondaryCaptureImageStorage, "OT", dataSet => dataSet
        .SetUInt16(new Tag(group, 0x0005), 2).SetUInt16(new Tag(group, 0x0010), 16).Set(new Tag(group, 0x3000), Vr.OW, new byte[32]));

    [Theory]
    [InlineData("empty offset table", 1)]
    [InlineData("filled offset table", 1)]
    [InlineData("empty offset table", 3)]
    [InlineData("filled offset table", 3)]
    [Requirement("MX1-08", "kept and returned whole")]
    public async Task A_compressed_clip_is_kept_with_its_offset_table_and_fragments(string table, int fragmentsOfFrame)
    {
        const int Frames = 4;
        var clip = StoredForms.Make(SopClasses.UltrasoundMultiFrameImageStorage, "US", dataSet => dataSet.SetString(Tags.NumberOfFrames, "4"));
        var fragments = Enumerable.Range(0, Frames * fragmentsOfFrame).Select(ReadOnlyMemory<byte> (_) => Frame).ToList();
        var lengthOfFrame = fragmentsOfFrame * (8 + Frame.Length);
        ReadOnlyMemory<byte> offsets = table == "empty offset table"
            ? default
            : Enumerable.Range(0, Frames).SelectMany(frame => BitConverter.GetBytes(frame * lengthOfFrame)).ToArray();
        clip.DataSet.Set(Element.Encapsulated(Tags.PixelData, Vr.OB, [offsets, .. fragments]));

        await _node.AssertKeptAsync(clip, TransferSyntax.JpegBaseline8Bit);
    }

    [Fact]
    [Requirement("TIGER-28", "group 0014 is kept")]
    public Task Industrial_objects_keep_their_group() => _node.AssertKeptAsync(SopClasses.DigitalXRayImageStorageForPresentation, "DX", dataSet => dataSet
        .SetString(Tags.PatientID, "COMPONENT-7").SetString(Tags.PatientName, "").SetString(Tags.PatientBirthDate, "")
        .Set(new Tag(0x0014, 0x0023), Vr.ST, "made"u8.ToArray()).Set(new Tag(0x0014, 0x0045), Vr.ST, "invented"u8.ToArray())
        .SetItems(new Tag(0x0014, 0x2012), new DataSet().Set(new Tag(0x0014, 0x2014), Vr.IS, "12"u8.ToArray())));

    [Fact]
    [Requirement("TIGER-38", "in objects whose explicit VR says what they are")]
    public async Task Breed_sequences_that_are_none_disturb_nothing()
    {
        var animal = StoredForms.Make(SopClasses.UltrasoundImageStorage, "US", dataSet => dataSet
            .SetString(Tags.PatientSpeciesDescription, "Invented species")
            .Set(Tags.PatientBreedCodeSequence, Vr.UI, "1.2.3\0"u8.ToArray())
            .Set(Tags.BreedRegistrationSequence, Vr.OB, new byte[] { 1, 2 }));

        await _node.AssertKeptAsync(animal, TransferSyntax.ExplicitVrLittleEndian);

        var study = Assert.Single(await _node.FindAsync("STUDY", (Tags.StudyInstanceUID, animal.Study.Value), (Tags.PatientSpeciesDescription, "")));
        Assert.Equal("Invented species", study.GetString(Tags.PatientSpeciesDescription));
    }

    [Theory]
    [InlineData("1.2.840.10008.5.1.4.1.1.1.1", "DX")]
    [InlineData("1.2.840.10008.5.1.4.1.1.1.3", "IO")]
    [Requirement("TIGER-41")]
    public async Task What_is_for_processing_in_a_class_for_presentation_is_kept_and_the_contradiction_logged(string sopClass, string modality)
    {
        var instance = StoredForms.Make(new Uid(sopClass), modality, dataSet => dataSet.SetString(Tags.PresentationIntentType, "FOR PROCESSING"));

        await _node.AssertKeptAsync(instance, TransferSyntax.ImplicitVrLittleEndian);

        await Eventually.HoldsAsync("the contradiction is logged", () => Task.FromResult(_node.Console.Split('\n').Any(line =>
            line.Contains(instance.Sop.Value, StringComparison.Ordinal) && line.Contains("says other than the SOP class", StringComparison.Ordinal))));
    }

    [Fact]
    [Requirement("TIGER-40")]
    public async Task An_object_without_its_UIDs_is_refused_and_the_log_says_whose_it_was()
    {
        foreach (var (tag, name) in ((Tag, string)[])[(Tags.SOPClassUID, "SOP Class UID"), (Tags.SOPInstanceUID, "SOP Instance UID")])
        {
            var instance = StoredForms.Make(SopClasses.ComputedRadiographyImageStorage, "CR", dataSet => dataSet.Remove(tag));

            Assert.Equal(DimseStatus.DataSetDoesNotMatchSopClass, await _node.StoreAsync(WireObject.Of(instance), "DENTIST"));

            await Eventually.HoldsAsync("the refusal is logged", () => Task.FromResult(_node.Console.Split('\n').Any(line =>
                line.Contains($"DENTIST: object {instance.Sop.Value} refused with A900", StringComparison.Ordinal) && line.Contains(name, StringComparison.Ordinal))));
        }
    }
}
