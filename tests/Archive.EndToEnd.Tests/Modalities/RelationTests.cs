using System.Globalization;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>
/// Objects of a study that refer to each other: stored in any order, each comes back as it was sent, and what its references name is found
/// in the study by exactly these UIDs.
/// </summary>
public sealed class RelationTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private const string PrivateCreator = "Invented PET Group";

    private static readonly Tag RawDataFile = new(0x7053, 0x1007);
    private static readonly Tag SegmentNumber = new(0x7053, 0x1010);
    private static readonly Tag NumberOfSegments = new(0x7053, 0x1011);
    private static readonly Tag FileDataSequence = new(0x7053, 0x1012);
    private static readonly Tag FileData = new(0x7053, 0x1004);

    private readonly NodeProcess _node = fixture.Node;
    private readonly TestInstance _attenuation = TestData.Ct();

    [Fact]
    [Requirement("VEREOS-48", "PET to attenuation CT, by Related Series Sequence with purpose 122403")]
    public async Task Pet_names_the_series_of_its_attenuation_ct()
    {
        var pet = Pet(dataSet => dataSet.SetItems(Tags.RelatedSeriesSequence, new DataSet()
            .SetString(Tags.StudyInstanceUID, _attenuation.Study.Value)
            .SetString(Tags.SeriesInstanceUID, _attenuation.Series.Value)
            .SetItems(Tags.PurposeOfReferenceCodeSequence, Code("122403", "DCM", "For Attenuation Correction"))));

        await AssertKeptAndRelatedAsync(pet, _attenuation);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Requirement("VEREOS-18", "twelve megabytes in three segments, over objects of their own or within one")]
    [Requirement("VEREOS-48", "PET to raw data, by Referenced Raw Data Sequence")]
    public async Task Pet_names_raw_data_that_comes_in_segments(bool isOneObject)
    {
        var segments = Enumerable.Range(1, 3).Select(number => Segment(number, of: 3)).ToArray();
        TestInstance[] raw = isOneObject ? [Raw(segments)] : [.. segments.Select(segment => Raw(segment))];
        var series = raw.Select(instance => new DataSet()
            .SetString(Tags.SeriesInstanceUID, instance.Series.Value)
            .SetItems(Tags.ReferencedSOPSequence, Reference(instance)));
        var pet = Pet(dataSet => dataSet.SetItems(Tags.ReferencedRawDataSequence,
            new DataSet().SetString(Tags.StudyInstanceUID, _attenuation.Study.Value).SetItems(Tags.ReferencedSeriesSequence, [.. series])));

        await AssertKeptAndRelatedAsync([pet, .. raw]);
    }

    [Fact]
    [Requirement("VEREOS-48", "blending presentation state to its CT and PET series")]
    public async Task Blending_names_the_series_that_it_blends()
    {
        var pet = Pet();
        var state = WithoutPixels(SopClasses.BlendingSoftcopyPresentationStateStorage, "PR", dataSet => dataSet.SetItems(Tags.BlendingSequence,
            Blended("UNDERLYING", _attenuation), Blended("SUPERIMPOSED", pet)));

        await AssertKeptAndRelatedAsync(state, pet, _attenuation);

        static DataSet Blended(string position, TestInstance image) => new DataSet()
            .SetString(Tags.BlendingPosition, position)
            .SetString(Tags.StudyInstanceUID, image.Study.Value)
            .SetItems(Tags.ReferencedSeriesSequence, new DataSet()
                .SetString(Tags.SeriesInstanceUID, image.Series.Value)
                .SetItems(Tags.ReferencedImageSequence, Reference(image)));
    }

    [Fact]
    [Requirement("VEREOS-48", "RT structure set to its images")]
    public async Task A_structure_set_names_the_images_of_its_contours()
    {
        var second = TestData.Ct(_attenuation.Study, _attenuation.Series, number: 2);
        var structures = WithoutPixels(SopClasses.RTStructureSetStorage, "RTSTRUCT", dataSet => dataSet.SetItems(Tags.ReferencedFrameOfReferenceSequence, new DataSet()
            .SetString(Tags.FrameOfReferenceUID, _attenuation.DataSet.GetString(Tags.FrameOfReferenceUID)!)
            .SetItems(Tags.RTReferencedStudySequence, new DataSet()
                .SetString(Tags.ReferencedSOPInstanceUID, _attenuation.Study.Value)
                .SetItems(Tags.RTReferencedSeriesSequence, new DataSet()
                    .SetString(Tags.SeriesInstanceUID, _attenuation.Series.Value)
                    .SetItems(Tags.ContourImageSequence, Reference(_attenuation), Reference(second))))));

        await AssertKeptAndRelatedAsync(structures, _attenuation, second);
    }

    [Fact]
    [Requirement("VEREOS-48", "spatial registration to the frames of reference of both series")]
    public async Task A_registration_names_the_frames_of_reference_that_it_joins()
    {
        var pet = Pet();
        var registration = WithoutPixels(SopClasses.SpatialRegistrationStorage, "REG", dataSet => dataSet.SetItems(Tags.RegistrationSequence,
            Registered(_attenuation), Registered(pet)));

        await AssertKeptAndRelatedAsync(registration, _attenuation, pet);

        static DataSet Registered(TestInstance image) => new DataSet()
            .SetString(Tags.FrameOfReferenceUID, image.DataSet.GetString(Tags.FrameOfReferenceUID)!)
            .SetItems(Tags.MatrixRegistrationSequence, new DataSet().SetItems(Tags.MatrixSequence, new DataSet()
                .SetString(Tags.FrameOfReferenceTransformationMatrixType, "RIGID")
                .SetStrings(Tags.FrameOfReferenceTransformationMatrix, "1", "0", "0", "0", "0", "1", "0", "0", "0", "0", "1", "0", "0", "0", "0", "1")));
    }

    /// <summary>Stores what refers before what it refers to.</summary>
    private async Task AssertKeptAndRelatedAsync(TestInstance referring, params TestInstance[] referred)
    {
        await _node.AssertKeptTogetherAsync([referring, .. referred]);

        var all = References.Of(referring.DataSet);
        Assert.NotEmpty(all);
        foreach (var reference in all)
            await AssertResolvesAsync(referring.Study.Uid, reference);
        var named = all.SelectMany(reference => new[] { reference.Instance, reference.Series, reference.FrameOfReference }).OfType<string>().ToHashSet(StringComparer.Ordinal);
        Assert.All(referred, instance => Assert.True(
            named.Contains(instance.Sop.Value) || named.Contains(instance.Series.Value) || named.Contains(instance.DataSet.GetString(Tags.FrameOfReferenceUID)!)));
    }

    private Task AssertKeptAndRelatedAsync(TestInstance[] instances) => AssertKeptAndRelatedAsync(instances[0], instances[1..]);

    private async Task AssertResolvesAsync(Uid study, References.Reference reference)
    {
        if (reference.FrameOfReference is { } frame)
        {
            Assert.NotEmpty(await _node.FindAsync("SERIES", (Tags.StudyInstanceUID, study.Value), (Tags.SeriesInstanceUID, ""), (Tags.FrameOfReferenceUID, frame)));
        }
        else if (reference.Instance is { } instance)
        {
            var image = Assert.Single(await _node.FindAsync("IMAGE",
                (Tags.StudyInstanceUID, study.Value), (Tags.SeriesInstanceUID, reference.Series!), (Tags.SOPInstanceUID, instance), (Tags.SOPClassUID, "")));
            Assert.Equal(reference.SopClass, image.GetString(Tags.SOPClassUID));
        }
        else
        {
            Assert.Single(await _node.FindAsync("SERIES", (Tags.StudyInstanceUID, study.Value), (Tags.SeriesInstanceUID, reference.Series!)));
        }
    }

    private static DataSet Reference(TestInstance instance) => new DataSet()
        .SetString(Tags.ReferencedSOPClassUID, instance.SopClass.Value)
        .SetString(Tags.ReferencedSOPInstanceUID, instance.Sop.Value);

    private static DataSet Code(string value, string scheme, string meaning) =>
        new DataSet().SetString(Tags.CodeValue, value).SetString(Tags.CodingSchemeDesignator, scheme).SetString(Tags.CodeMeaning, meaning);

    private TestInstance Pet(Action<DataSet>? change = null) =>
        StoredForms.Make(SopClasses.PositronEmissionTomographyImageStorage, "PT", change, _attenuation);

    private TestInstance WithoutPixels(Uid sopClass, string modality, Action<DataSet> change) => StoredForms.Make(sopClass, modality, dataSet =>
    {
        dataSet.Remove(Tags.PixelData).Remove(Tags.FrameOfReferenceUID);
        change(dataSet);
    }, _attenuation);

    private TestInstance Raw(params DataSet[] segments) => WithoutPixels(SopClasses.RawDataStorage, "PT", dataSet =>
        dataSet.Set(new Tag(0x7053, 0x0010), Vr.LO, System.Text.Encoding.ASCII.GetBytes(PrivateCreator)).SetItems(RawDataFile, segments));

    private static DataSet Segment(int number, int of)
    {
        var bytes = new byte[4_000_000];
        new Random(number).NextBytes(bytes);
        var creator = System.Text.Encoding.ASCII.GetBytes(PrivateCreator);
        return new DataSet()
            .Set(new Tag(0x7053, 0x0010), Vr.LO, creator)
            .Set(new Tag(0x7053, 0x1003), Vr.LO, System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"segment{number}.raw")))
            .Set(SegmentNumber, Vr.US, BitConverter.GetBytes((ushort)number))
            .Set(NumberOfSegments, Vr.US, BitConverter.GetBytes((ushort)of))
            .SetItems(FileDataSequence, new DataSet().Set(new Tag(0x7053, 0x0010), Vr.LO, creator).Set(FileData, Vr.OB, bytes));
    }
}
