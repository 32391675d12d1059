using System.Text;
using Archive.EndToEnd.Tests.Commands;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Objects are found by what their makers and readers know of them, and by nothing else.</summary>
public sealed class FoundObjectTests(NodeFixture fixture) : IClassFixture<NodeFixture>
{
    private readonly NodeProcess _node = fixture.Node;

    [Theory]
    [InlineData("STUDY", 0x0012_0020u)]
    [InlineData("STUDY", 0x0012_0040u)]
    [InlineData("STUDY", 0x0012_0050u)]
    [InlineData("SERIES", 0x0012_0071u)]
    [Requirement("BASICS-28", "found by protocol, subject, time point and series of a clinical trial, beside objects that are of none")]
    public async Task Clinical_trials_are_found_by_their_attributes(string level, uint attribute)
    {
        var tag = new Tag(attribute);
        var value = $"TRIAL-{Guid.NewGuid():N}"[..16];
        var ofTrial = StoredForms.Make(SopClasses.CTImageStorage, "CT", dataSet => dataSet.SetString(tag, value));
        var ofOther = StoredForms.Make(SopClasses.CTImageStorage, "CT", dataSet => dataSet.SetString(tag, "ANOTHER"));
        var ofNone = StoredForms.Make(SopClasses.CTImageStorage, "CT");
        await _node.AssertKeptTogetherAsync(ofTrial, ofOther, ofNone);

        foreach (var instance in (TestInstance[])[ofTrial, ofOther, ofNone])
        {
            var found = await _node.FindAsync(level, (Tags.StudyInstanceUID, instance.Study.Value), (Tags.SeriesInstanceUID, ""), (tag, value));
            if (instance == ofTrial)
                Assert.Equal(value, Assert.Single(found).GetString(tag));
            else
                Assert.Empty(found);
        }
    }

    [Fact]
    [Requirement("VEREOS-23", "found by class, modality and title, and returned whole")]
    public async Task A_dose_report_is_found_as_one_whatever_its_template_says()
    {
        var image = TestData.Ct();
        var report = StoredForms.Make(SopClasses.XRayRadiationDoseSRStorage, "SR", dataSet => dataSet
            .Remove(Tags.PixelData)
            .SetString(Tags.SeriesNumber, "5000").SetString(Tags.InstanceNumber, "1").SetString(Tags.ValueType, "CONTAINER")
            .SetItems(Tags.ConceptNameCodeSequence, new DataSet().SetString(Tags.CodeValue, "113701").SetString(Tags.CodingSchemeDesignator, "DCM").SetString(Tags.CodeMeaning, ""))
            .SetItems(Tags.ContentTemplateSequence, new DataSet().SetString(Tags.TemplateIdentifier, "TID 10011"))
            .SetItems(Tags.ContentSequence, [.. ((string[])["10012", "10013", "10014", "10015", "1002", "1004", "1020"]).Select(Content)]), image);
        await _node.AssertKeptTogetherAsync(report, image);

        var series = Assert.Single(await _node.FindAsync("SERIES", (Tags.StudyInstanceUID, image.Study.Value), (Tags.SeriesInstanceUID, ""), (Tags.Modality, "SR")));
        Assert.Equal(report.Series.Value, series.GetString(Tags.SeriesInstanceUID));
        var match = Assert.Single(await _node.FindAsync("IMAGE",
            (Tags.StudyInstanceUID, image.Study.Value), (Tags.SeriesInstanceUID, report.Series.Value), (Tags.SOPClassUID, SopClasses.XRayRadiationDoseSRStorage.Value), (Tags.SOPInstanceUID, "")));
        Assert.Equal(report.Sop.Value, match.GetString(Tags.SOPInstanceUID));
        Assert.Empty(await _node.FindAsync("IMAGE",
            (Tags.StudyInstanceUID, image.Study.Value), (Tags.SeriesInstanceUID, report.Series.Value), (Tags.SOPClassUID, SopClasses.CTImageStorage.Value)));

        static DataSet Content(string template) => new DataSet()
            .SetString(Tags.RelationshipType, "CONTAINS").SetString(Tags.ValueType, "CONTAINER")
            .SetItems(Tags.ConceptNameCodeSequence, new DataSet())
            .SetItems(Tags.ContentTemplateSequence, new DataSet().SetString(Tags.MappingResource, "DCMR").SetString(Tags.TemplateIdentifier, template))
            .SetItems(Tags.ContentSequence, new DataSet().SetString(Tags.ValueType, "NUM")
                .SetItems(Tags.MeasuredValueSequence, new DataSet().SetString(Tags.NumericValue, "12.5")));
    }

    [Theory]
    [InlineData("5000")]
    [InlineData("1")]
    [Requirement("VEREOS-21", "objects that share study, series, series number and instance number, and series that share a number")]
    public async Task Objects_and_series_of_the_same_number_stay_apart(string seriesNumber)
    {
        var first = Numbered(sameStudy: null);
        var sameSeries = Numbered(first);
        sameSeries.DataSet.SetString(Tags.SeriesInstanceUID, first.Series.Value);
        sameSeries = sameSeries with { Series = first.Series };
        var otherSeries = Numbered(first);
        TestInstance[] all = [first, sameSeries, otherSeries];
        await _node.AssertKeptTogetherAsync(all);

        Assert.Equal(
            all.Select(instance => instance.Sop.Value).Order(StringComparer.Ordinal),
            (await _node.FindInstancesAsync(first.Study.Uid)).Select(uid => uid.Value).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await _node.FindAsync("SERIES", (Tags.StudyInstanceUID, first.Study.Value), (Tags.SeriesInstanceUID, ""), (Tags.SeriesNumber, seriesNumber))).Count);

        TestInstance Numbered(TestInstance? sameStudy) => StoredForms.Make(SopClasses.XRayRadiationDoseSRStorage, "SR", dataSet => dataSet
            .Remove(Tags.PixelData).SetString(Tags.SeriesNumber, seriesNumber).SetString(Tags.InstanceNumber, "1"), sameStudy);
    }

    [Fact]
    [Requirement("MX1-39", "the attributes that queries may ask for come back as they are")]
    public async Task What_is_known_of_a_clip_comes_back_in_queries()
    {
        (Tag Tag, string[] Values)[] attributes =
        [
            (Tags.AcquisitionDate, ["20260102"]), (Tags.AcquisitionTime, ["030405.678901"]), (Tags.AcquisitionDateTime, ["20260102030405.678901"]),
            (Tags.PatientOrientation, ["L", "F"]), (Tags.NumberOfFrames, ["2"]),
            (Tags.LossyImageCompression, ["01"]), (Tags.LossyImageCompressionRatio, ["12.5"]), (Tags.LossyImageCompressionMethod, ["ISO_10918_1"]),
        ];
        var clip = StoredForms.Make(SopClasses.UltrasoundMultiFrameImageStorage, "US", dataSet =>
        {
            foreach (var (tag, values) in attributes)
                dataSet.SetStrings(tag, values);
        });
        await _node.AssertKeptTogetherAsync(clip);

        var match = Assert.Single(await _node.FindAsync("IMAGE",
            [(Tags.StudyInstanceUID, clip.Study.Value), (Tags.SeriesInstanceUID, clip.Series.Value), .. attributes.Select(attribute => (attribute.Tag, ""))]));

        Assert.All(attributes, attribute => Assert.Equal(attribute.Values, match.GetStrings(attribute.Tag)));
    }

    [Fact]
    [Requirement("BASICS-11", "stored, matched, retrieved and named in files, beside UIDs that differ in the last character alone")]
    public async Task UIDs_of_64_characters_are_whole_everywhere()
    {
        using var folder = new TemporaryFolder();
        var instances = ((char[])['1', '2', '3']).Select(WithLongUids).ToArray();
        await _node.AssertKeptTogetherAsync(instances);

        foreach (var instance in instances)
        {
            var match = Assert.Single(await _node.FindAsync("STUDY", (Tags.StudyInstanceUID, instance.Study.Value)));
            Assert.Equal(instance.Study.Value, match.GetString(Tags.StudyInstanceUID));
            Assert.Equal([instance.Sop.Uid], await _node.FindInstancesAsync(instance.Study.Uid));
            var got = await CommandRun.RunAsync("get", $"127.0.0.1:{_node.DicomPort}", "--study", instance.Study.Value, "-o", folder["got"]);
            Assert.True(got.ExitCode == 0, got.Output + got.Error);
        }

        Assert.Equal(
            instances.Select(instance => Path.Combine(folder["got"], instance.Study.Value, instance.Series.Value, $"{instance.Sop.Value}.dcm")).Order(StringComparer.Ordinal),
            Directory.EnumerateFiles(folder["got"], "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal));
    }

    [Fact]
    [Requirement("VEREOS-64")]
    public async Task Anonymized_copies_stay_apart_from_their_original_and_from_each_other()
    {
        var name = $"Original{Guid.NewGuid():N}"[..20];
        var original = StoredForms.Make(SopClasses.CTImageStorage, "CT", dataSet => dataSet.SetString(Tags.PatientName, name).SetString(Tags.PatientID, name));
        var initials = $"A.B.{Guid.NewGuid():N}"[..20];
        var copies = Enumerable.Range(0, 2).Select(_ => StoredForms.Make(SopClasses.RTStructureSetStorage, "RTSTRUCT", dataSet => dataSet
            .Remove(Tags.PixelData)
            .SetString(Tags.PatientName, initials).SetString(Tags.PatientID, "").SetString(Tags.AccessionNumber, "").SetString(Tags.PatientBirthDate, "")
            .Set(Tags.ReferencedFrameOfReferenceUID, Vr.UI, default).Set(Tags.RelatedFrameOfReferenceUID, Vr.UI, default)
            .SetItems(Tags.ContentSequence, new DataSet().SetString(Tags.UID, original.Series.Value)))).ToArray();
        await _node.AssertKeptTogetherAsync([original, .. copies]);

        Assert.Equal(original.Study.Value, Assert.Single(await FindAsync(Tags.PatientID, name)).GetString(Tags.StudyInstanceUID));
        Assert.Equal(original.Study.Value, Assert.Single(await FindAsync(Tags.PatientName, name)).GetString(Tags.StudyInstanceUID));
        Assert.Equal(
            copies.Select(copy => copy.Study.Value).Order(StringComparer.Ordinal),
            (await FindAsync(Tags.PatientName, initials)).Select(study => study.GetString(Tags.StudyInstanceUID)!).Order(StringComparer.Ordinal));
        foreach (var copy in copies)
        {
            var study = Assert.Single(await FindAsync(Tags.StudyInstanceUID, copy.Study.Value));
            Assert.Equal((initials, "", "1"), (study.GetString(Tags.PatientName), study.GetString(Tags.PatientID), study.GetString(Tags.NumberOfStudyRelatedInstances)));
        }

        async Task<IReadOnlyList<DataSet>> FindAsync(Tag tag, string value)
        {
            var keys = new List<(Tag, string)> { (Tags.StudyInstanceUID, ""), (Tags.PatientName, ""), (Tags.PatientID, ""), (Tags.NumberOfStudyRelatedInstances, "") };
            keys.RemoveAll(key => key.Item1 == tag);
            return await _node.FindAsync("STUDY", [.. keys, (tag, value)]);
        }
    }

    private static TestInstance WithLongUids(char last)
    {
        var (study, series, sop) = (Long('4'), Long('5'), Long('6'));
        var instance = TestData.Ct();
        instance.DataSet.SetString(Tags.StudyInstanceUID, study.Value).SetString(Tags.SeriesInstanceUID, series.Value).SetString(Tags.SOPInstanceUID, sop.Value);
        return instance with { Study = new StudyInstanceUid(study), Series = new SeriesInstanceUid(series), Sop = new SopInstanceUid(sop) };

        Uid Long(char kind)
        {
            var text = new StringBuilder("2.25.").Append(kind).Append('9', Uid.MaxLength - 7).Append(last).ToString();
            Assert.Equal(Uid.MaxLength, text.Length);
            return new Uid(text);
        }
    }
}
