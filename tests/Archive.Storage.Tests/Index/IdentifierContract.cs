using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>Which identifiers are queries and retrievals of a model and level (PS3.4 C.4.1.2, C.4.2.2, C.6), and what they name.</summary>
public abstract class IdentifierContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    [Theory]
    [Requirement("OASIS-19")]
    [Requirement("BASICS-14")]
    [InlineData(InformationModel.PatientRoot, "PATIENT", true)]
    [InlineData(InformationModel.PatientRoot, "STUDY", true)]
    [InlineData(InformationModel.PatientRoot, "SERIES", true)]
    [InlineData(InformationModel.PatientRoot, "IMAGE", true)]
    [InlineData(InformationModel.PatientRoot, "IMAGES", true)]
    [InlineData(InformationModel.StudyRoot, "PATIENT", false)]
    [InlineData(InformationModel.StudyRoot, "STUDY", true)]
    [InlineData(InformationModel.StudyRoot, "SERIES", true)]
    [InlineData(InformationModel.StudyRoot, "IMAGE", true)]
    [InlineData(InformationModel.PatientStudyOnly, "PATIENT", true)]
    [InlineData(InformationModel.PatientStudyOnly, "STUDY", true)]
    [InlineData(InformationModel.PatientStudyOnly, "SERIES", false)]
    [InlineData(InformationModel.PatientStudyOnly, "IMAGE", false)]
    [InlineData(InformationModel.StudyRoot, "FRAME", false)]
    [InlineData(InformationModel.StudyRoot, "study", false)]
    public async Task Each_model_has_its_levels_and_refuses_others(InformationModel model, string level, bool isThere)
    {
        await StoreAsync(Image("1.2"));
        var identifier = Identifier(level, (Tags.PatientID, "P1"), (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.SOPInstanceUID, ""));
        var request = Request(identifier, model: model);

        if (isThere)
        {
            var answer = Assert.Single(await FindAsync(request));
            Assert.Equal(("P1", level == "IMAGES" ? "IMAGE" : level), (answer.GetString(Tags.PatientID), answer.GetString(Tags.QueryRetrieveLevel)));
        }
        else
        {
            Assert.Contains($"'{level}' is no level", (await Assert.ThrowsAsync<InvalidQueryException>(() => FindAsync(request))).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("STUDY", "", "", "", "Patient ID (0010,0020)")]
    [InlineData("STUDY", "P*", "", "", "Patient ID (0010,0020)")]
    [InlineData("STUDY", @"P1\P2", "", "", "Patient ID (0010,0020)")]
    [InlineData("SERIES", "P1", "", "", "Study Instance UID (0020,000D)")]
    [InlineData("SERIES", "P1", @"1.2\1.3", "", "Study Instance UID (0020,000D)")]
    [InlineData("IMAGE", "P1", "1.2", "", "Series Instance UID (0020,000E)")]
    [InlineData("IMAGE", "", "1.2", "1.2.1", "Patient ID (0010,0020)")]
    public async Task A_hierarchical_request_gives_one_value_of_every_unique_key_above_its_level(string level, string patient, string study, string series, string missing)
    {
        var identifier = Identifier(
            level, (Tags.PatientID, patient), (Tags.StudyInstanceUID, study), (Tags.SeriesInstanceUID, series), (Tags.SOPInstanceUID, ""));

        var query = await Assert.ThrowsAsync<InvalidQueryException>(() => FindAsync(Request(identifier, model: InformationModel.PatientRoot)));
        var retrieval = await Assert.ThrowsAsync<InvalidQueryException>(() => LocateAsync(identifier, InformationModel.PatientRoot));

        Assert.Equal($"A request at level {level} needs one value of {missing}.", query.Message);
        Assert.Equal(query.Message, retrieval.Message);
    }

    [Theory]
    [InlineData("StudyDate", "yesterday")]
    [InlineData("StudyDate", "202601")]
    [InlineData("StudyDate", "20260231")]
    [InlineData("StudyDate", "2026*")]
    [InlineData("StudyDate", "20260101-x")]
    [InlineData("StudyTime", "25")]
    [InlineData("StudyTime", "10:1")]
    [InlineData("PatientBirthTime", "noon-")]
    [InlineData("AcquisitionDateTime", "2026-13-01")]
    [InlineData("AcquisitionDateTime", "--------------------------------------------------------------------------------")]
    public async Task A_date_or_time_that_cannot_be_read_is_refused_by_its_name(string attribute, string key)
    {
        var tag = Named(attribute);
        var identifier = Identifier("IMAGE", (Tags.StudyInstanceUID, "1"), (Tags.SeriesInstanceUID, "1.1"), (tag, key));

        var refusal = await Assert.ThrowsAsync<InvalidQueryException>(() => FindAsync(identifier));

        Assert.StartsWith(ElementDictionary.Describe(tag), refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("cannot be read.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Requirement("OASIS-19")]
    public async Task A_relational_query_gives_what_keys_it_likes_and_is_told_the_unique_keys_above()
    {
        await StoreAsync(Image("1"), Image("1", series: 2).SetString(Tags.Modality, "SR"), Image("2").SetString(Tags.PatientID, "P2"));
        Task<List<DataSet>> Find(DataSet identifier) => FindAsync(Request(identifier, QueryFeatures.Relational, InformationModel.PatientRoot));

        var series = await Find(Identifier("SERIES", (Tags.SeriesInstanceUID, ""), (Tags.PatientName, "DOE*"), (Tags.Modality, "CT")));
        Assert.Equal("1.1,2.1", Uids(series, Tags.SeriesInstanceUID));
        Assert.Equal("1,2", Uids(series, Tags.StudyInstanceUID));
        Assert.Equal("P1,P2", Uids(series, Tags.PatientID));

        var images = await Find(Identifier("IMAGE", (Tags.SOPInstanceUID, ""), (Tags.PatientID, "P1"), (Tags.StudyDate, "20260101-")));
        Assert.Equal("1.1.1,1.2.1", Uids(images, Tags.SOPInstanceUID));
        Assert.Equal("1.1,1.2", Uids(images, Tags.SeriesInstanceUID));

        var listed = await Find(Identifier("SERIES", (Tags.StudyInstanceUID, @"1\2"), (Tags.SeriesInstanceUID, @"1.2\2.1")));
        Assert.Equal("1.2,2.1", Uids(listed, Tags.SeriesInstanceUID));
    }

    [Fact]
    [Requirement("BASICS-14")]
    public async Task A_hierarchical_query_may_repeat_keys_of_levels_above()
    {
        await StoreAsync(Image("1.2"), Image("1.3").SetString(Tags.PatientID, "P2"));

        var answer = Assert.Single(await FindAsync(Request(
            Identifier("IMAGE", (Tags.PatientID, "P1"), (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.SOPInstanceUID, ""), (Tags.PatientName, "DOE*")),
            model: InformationModel.PatientRoot)));
        Assert.Equal("1.2.1.1", answer.GetString(Tags.SOPInstanceUID));
        Assert.Empty(await FindAsync(Request(
            Identifier("IMAGE", (Tags.PatientID, "P2"), (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1")), model: InformationModel.PatientRoot)));
    }

    [Fact]
    public async Task Keys_of_levels_below_restrict_nothing_and_come_back_empty()
    {
        await StoreAsync(Image("1.2"));
        var identifier = Identifier("STUDY", (Tags.StudyInstanceUID, ""), (Tags.SeriesInstanceUID, "9"), (Tags.Modality, "MR"), (Tags.SOPInstanceUID, "9"));

        var answer = await FindOneAsync(identifier);

        Assert.Equal(["", "", ""], new[] { Tags.SeriesInstanceUID, Tags.Modality, Tags.SOPInstanceUID }.Select(answer.GetString));
        Assert.True(Request(identifier).HasUnsupportedKeys());
    }

    [Fact]
    public async Task A_study_attribute_is_none_of_the_patient()
    {
        await StoreAsync(Image("1.2"));
        var identifier = Identifier("PATIENT", (Tags.PatientID, "P1"), (Tags.PatientName, ""), (Tags.StudyDate, "19990101"), (Tags.StudyDescription, ""));

        var answer = Assert.Single(await FindAsync(Request(identifier, model: InformationModel.PatientRoot)));

        Assert.Equal(("Doe^Jane", "", ""), (answer.GetString(Tags.PatientName), answer.GetString(Tags.StudyDate), answer.GetString(Tags.StudyDescription)));
    }

    [Theory]
    [InlineData("STUDY", "PatientName", false)]
    [InlineData("STUDY", "NumberOfStudyRelatedSeries", false)]
    [InlineData("STUDY", "NumberOfPatientRelatedStudies", false)]
    [InlineData("STUDY", "RetrieveAETitle", false)]
    [InlineData("STUDY", "InstanceAvailability", false)]
    [InlineData("STUDY", "TimezoneOffsetFromUTC", false)]
    [InlineData("STUDY", "SpecificCharacterSet", false)]
    [InlineData("STUDY", "Modality", true)]
    [InlineData("STUDY", "NumberOfSeriesRelatedInstances", true)]
    [InlineData("STUDY", "WindowCenter", true)]
    [InlineData("SERIES", "Modality", false)]
    [InlineData("SERIES", "InstanceNumber", true)]
    [InlineData("SERIES", "PatientName", false)]
    [InlineData("IMAGE", "Rows", false)]
    [InlineData("IMAGE", "SOPClassUID", false)]
    [InlineData("IMAGE", "ExposureTime", true)]
    public void A_key_that_the_index_does_not_have_at_the_level_is_told(string level, string attribute, bool isUnsupported)
    {
        var tag = Named(attribute);
        var identifier = Identifier(level, (Tags.StudyInstanceUID, "1"), (Tags.PatientID, "")).Set(tag, ElementDictionary.GetVr(tag), default);

        Assert.Equal(isUnsupported, Request(identifier).HasUnsupportedKeys());
    }

    [Fact]
    public void Private_keys_are_unsupported_and_group_lengths_are_no_keys()
    {
        Assert.False(Request(Identifier("STUDY").Set(new Tag(0x00080000), Vr.UL, new byte[4])).HasUnsupportedKeys());
        Assert.True(Request(Identifier("STUDY").Set(new Tag(0x00091001), Vr.UN, default)).HasUnsupportedKeys());
    }

    [Fact]
    [Requirement("OASIS-24")]
    [Requirement("BASICS-15")]
    public async Task A_retrieval_names_a_patient_or_lists_of_what_is_below_it()
    {
        await StoreAsync(
            Image("1"), Image("1", instance: 2), Image("1", series: 2), Image("2"), Image("3").SetString(Tags.PatientID, "P2").SetString(Tags.IssuerOfPatientID, "A"),
            Image("4").SetString(Tags.PatientID, "P2").SetString(Tags.IssuerOfPatientID, "B"));

        Assert.Equal("1.1.1,1.1.2,1.2.1,2.1.1", await LocateAsync(Identifier("PATIENT", (Tags.PatientID, "P1 ")), InformationModel.PatientRoot));
        Assert.Equal("3.1.1,4.1.1", await LocateAsync(Identifier("PATIENT", (Tags.PatientID, "P2")), InformationModel.PatientStudyOnly));
        Assert.Equal("4.1.1", await LocateAsync(Identifier("PATIENT", (Tags.PatientID, "P2"), (Tags.IssuerOfPatientID, "B")), InformationModel.PatientRoot));
        Assert.Equal("1.1.1,1.1.2,1.2.1,2.1.1", await LocateAsync(Identifier("STUDY", (Tags.PatientID, "P1"), (Tags.StudyInstanceUID, @"1\2\3")), InformationModel.PatientRoot));
        Assert.Equal("", await LocateAsync(Identifier("STUDY", (Tags.PatientID, "P2"), (Tags.StudyInstanceUID, "1")), InformationModel.PatientRoot));
        Assert.Equal("1.1.1,1.1.2,1.2.1", await LocateAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "1"), (Tags.SeriesInstanceUID, @"1.1\1.2\2.1"))));
        Assert.Equal(
            "1.1.2", await LocateAsync(Identifier("IMAGE", (Tags.StudyInstanceUID, "1"), (Tags.SeriesInstanceUID, "1.1"), (Tags.SOPInstanceUID, @"1.1.2\1.2.1"))));
    }

    [Fact]
    public async Task A_relational_retrieval_names_what_it_wants_alone()
    {
        await StoreAsync(Image("1"), Image("1", series: 2), Image("2"));

        Assert.Equal("1.2.1,2.1.1", await LocateAsync(Identifier("IMAGE", (Tags.SOPInstanceUID, @"1.2.1\2.1.1")), isRelational: true));
        Assert.Equal("1.2.1", await LocateAsync(Identifier("SERIES", (Tags.SeriesInstanceUID, "1.2")), InformationModel.PatientRoot, isRelational: true));
        Assert.Equal("2.1.1", await LocateAsync(Identifier("IMAGE", (Tags.StudyInstanceUID, @"2\3"), (Tags.SOPInstanceUID, @"1.2.1\2.1.1")), isRelational: true));
    }

    [Theory]
    [InlineData("PATIENT", "", "", "Patient ID (0010,0020)")]
    [InlineData("PATIENT", @"P1\P2", "", "Patient ID (0010,0020)")]
    [InlineData("PATIENT", "P?", "", "Patient ID (0010,0020)")]
    [InlineData("STUDY", "P1", "", "Study Instance UID (0020,000D)")]
    [InlineData("STUDY", "P1", "1.*", "Study Instance UID (0020,000D)")]
    public async Task A_retrieval_that_names_nothing_or_anything_is_refused(string level, string patient, string study, string reason)
    {
        var refusal = await Assert.ThrowsAsync<InvalidQueryException>(() =>
            LocateAsync(Identifier(level, (Tags.PatientID, patient), (Tags.StudyInstanceUID, study)), InformationModel.PatientRoot));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    private async Task<string> LocateAsync(DataSet identifier, InformationModel model = InformationModel.StudyRoot, bool isRelational = false)
    {
        var located = new List<string>();
        await foreach (var instance in Storage.Index.LocateAsync(new RetrieveRequest(model, identifier, isRelational)))
            located.Add(instance.Instance.Value);
        return string.Join(',', located.Order(StringComparer.Ordinal));
    }
}
