using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>What every index has to answer, whatever database it is on.</summary>
public abstract class IndexContract : IDisposable
{
    private const string EnhancedCtImageStorage = "1.2.840.10008.5.1.4.1.1.2.1";

    private readonly IStorageUnderTest _storage;
    private readonly StudyStore _store;

    protected IndexContract(IStorageUnderTest storage)
    {
        _storage = storage;
        _store = new StudyStore(storage);
    }

    public void Dispose()
    {
        _storage.Dispose();
        Close();
        GC.SuppressFinalize(this);
    }

    [Fact]
    [Requirement("VEREOS-22")]
    public async Task A_study_is_answered_with_what_was_asked_and_what_the_archive_knows_of_it()
    {
        await _store.StoreAsync(
            Image("1.2"), Image("1.2", instance: 2),
            Image("1.2", series: 2).SetString(Tags.Modality, "PT").SetString(Tags.SOPClassUID, EnhancedCtImageStorage));

        var answer = Assert.Single(await FindAsync(Identifier(
            "STUDY", (Tags.StudyInstanceUID, ""), (Tags.PatientName, ""), (Tags.ModalitiesInStudy, ""), (Tags.SOPClassesInStudy, ""),
            (Tags.NumberOfStudyRelatedSeries, ""), (Tags.NumberOfStudyRelatedInstances, ""), (Tags.InstanceAvailability, ""))));

        Assert.Equal("1.2", answer.GetString(Tags.StudyInstanceUID));
        Assert.Equal("Doe^Jane", answer.GetString(Tags.PatientName));
        Assert.Equal(["CT", "PT"], answer.GetStrings(Tags.ModalitiesInStudy));
        Assert.Equal([CtImageStorage, EnhancedCtImageStorage], answer.GetStrings(Tags.SOPClassesInStudy));
        Assert.Equal("2", answer.GetString(Tags.NumberOfStudyRelatedSeries));
        Assert.Equal("3", answer.GetString(Tags.NumberOfStudyRelatedInstances));
        Assert.Equal("ONLINE", answer.GetString(Tags.InstanceAvailability));
        Assert.Equal("STUDY", answer.GetString(Tags.QueryRetrieveLevel));
        Assert.Equal("ARCHIVE", answer.GetString(Tags.RetrieveAETitle));
        Assert.False(answer.Contains(Tags.PatientID));
        Assert.False(answer.Contains(Tags.SpecificCharacterSet));
    }

    [Fact]
    public async Task An_object_that_belongs_to_no_patient_is_kept_under_its_own_uid_and_is_no_study()
    {
        var palette = new DataSet().SetString(Tags.SOPClassUID, SopClasses.ColorPaletteStorage.Value).SetString(Tags.SOPInstanceUID, "1.9");
        await _store.StoreAsync(palette, Image("1.2"));

        var study = Assert.Single(await FindAsync(Identifier("STUDY", (Tags.StudyInstanceUID, ""))));

        Assert.Equal("1.2", study.GetString(Tags.StudyInstanceUID));
        var stored = new List<StoredInstance>();
        await foreach (var instance in _storage.Index.FindInstancesAsync(new SopInstanceUid("1.9")))
            stored.Add(instance);
        Assert.Equal(SopClasses.ColorPaletteStorage, Assert.Single(stored).SopClass);
    }

    [Fact]
    [Requirement("OASIS-21")]
    public async Task What_was_asked_and_is_not_known_comes_back_empty_and_restricts_nothing()
    {
        await _store.StoreAsync(Image("1.2"));
        var identifier = Identifier("STUDY", (Tags.StudyInstanceUID, ""), (Tags.EthnicGroup, ""), (Tags.SeriesInstanceUID, "9.9"))
            .Set(new Tag(0x00091001), Vr.UN, new byte[] { 1, 2 })
            .SetItems(Tags.ProcedureCodeSequence, []);

        var answer = Assert.Single(await FindAsync(identifier));

        Assert.Equal(string.Empty, answer.GetString(Tags.EthnicGroup));
        Assert.Equal(string.Empty, answer.GetString(Tags.SeriesInstanceUID));
        Assert.True(answer.TryGet(new Tag(0x00091001), out var unknown) && unknown.IsEmpty);
        Assert.True(answer.TryGet(Tags.ProcedureCodeSequence, out var sequence) && sequence is { IsSequence: true, IsEmpty: true });
    }

    [Theory]
    [Requirement("OASIS-20")]
    [Requirement("VEREOS-42")]
    [InlineData("P-100", "1")]
    [InlineData(" P-100 ", "1")]
    [InlineData("p-100", "")]
    [InlineData("P-1*", "1,2")]
    [InlineData("*0*", "1,2,3")]
    [InlineData("P-10?", "1,2")]
    [InlineData("*0", "1,3")]
    [InlineData("?-20?", "3")]
    [InlineData("*", "1,2,3,4")]
    [InlineData("", "1,2,3,4")]
    public async Task Patient_id_matches_as_a_value_or_with_wild_cards(string key, string studies)
    {
        await _store.StoreAsync(
            Image("1").SetString(Tags.PatientID, "P-100"), Image("2").SetString(Tags.PatientID, "P-101"), Image("3").SetString(Tags.PatientID, "P-200"),
            Image("4").SetString(Tags.PatientID, ""));

        Assert.Equal(studies, await StudiesAsync((Tags.PatientID, key)));
    }

    [Theory]
    [InlineData("100%")]
    [InlineData("a_b")]
    [InlineData("[a-z]")]
    [InlineData("a]b")]
    [InlineData("O'Hara; DROP TABLE study--")]
    [InlineData("\"x\"")]
    public async Task Characters_that_mean_something_to_a_database_are_only_characters(string id)
    {
        await _store.StoreAsync(Image("1").SetString(Tags.PatientID, id), Image("2").SetString(Tags.PatientID, "aXb"), Image("3").SetString(Tags.PatientID, "1000"));

        Assert.Equal("1", await StudiesAsync((Tags.PatientID, id)));
        Assert.Equal("1", await StudiesAsync((Tags.PatientID, id + "*")));
        Assert.Equal("1", await StudiesAsync((Tags.PatientID, "*" + id)));
    }

    [Theory]
    [Requirement("VEREOS-42")]
    [Requirement("MX1-34")]
    [InlineData("MÜLLER^JÜRGEN", "1")]
    [InlineData("muller^jurgen", "1")]
    [InlineData(" Muller^Jurgen^^", "1")]
    [InlineData("mull*", "1")]
    [InlineData("*jürg*", "1")]
    [InlineData("Muller", "")]
    [InlineData("yamada*", "2")]
    [InlineData("山田*", "2")]
    [InlineData("*たろう", "2")]
    [InlineData("*タロウ", "2")]
    [InlineData("Yamada^Tarou=山田^太郎", "2")]
    [InlineData("Yamada^Tarou=山田^次郎", "")]
    [InlineData("=山田*", "2")]
    [InlineData("*=*太郎", "2")]
    [InlineData("*^*", "1,2,3")]
    public async Task Person_names_match_whatever_their_case_accents_and_writing(string key, string studies)
    {
        await _store.StoreAsync(
            Utf8(Image("1")).SetString(Tags.PatientName, "Müller^Jürgen"),
            Utf8(Image("2")).SetString(Tags.PatientName, "Yamada^Tarou=山田^太郎=やまだ^たろう"),
            Image("3").SetString(Tags.PatientName, ""));

        Assert.Equal(studies, Uids(await FindAsync(Utf8(Identifier("STUDY", (Tags.StudyInstanceUID, "")))
            .SetString(Tags.PatientName, key)), Tags.StudyInstanceUID));
    }

    [Theory]
    [InlineData("20260102", "2")]
    [InlineData("2026.01.02", "2")]
    [InlineData("20260101-20260102", "1,2")]
    [InlineData("20260102-", "2,3")]
    [InlineData("-20260102", "1,2")]
    [InlineData("20250101-20251231", "")]
    [InlineData("-", "1,2,3")]
    [InlineData("", "1,2,3,4")]
    public async Task Study_dates_match_in_ranges_and_what_is_no_date_in_none(string key, string studies)
    {
        await _store.StoreAsync(
            Image("1").SetString(Tags.StudyDate, "20260101"), Image("2").SetString(Tags.StudyDate, "20260102"), Image("3").SetString(Tags.StudyDate, "20260103"),
            Image("4").SetString(Tags.StudyDate, "20249931"));

        Assert.Equal(studies, await StudiesAsync((Tags.StudyDate, key)));
    }

    [Theory]
    [Requirement("VEREOS-42")]
    [InlineData("10", "1,2")]
    [InlineData("1015", "1,2")]
    [InlineData("101500", "1,2")]
    [InlineData("101500.000", "1")]
    [InlineData("101500.500", "2")]
    [InlineData("10-11", "1,2,3")]
    [InlineData("1016-", "3")]
    [InlineData("-101500.4", "1")]
    public async Task Study_times_match_to_the_precision_that_was_given(string key, string studies)
    {
        await _store.StoreAsync(
            Image("1").SetString(Tags.StudyTime, "1015"), Image("2").SetString(Tags.StudyTime, "101500.5"), Image("3").SetString(Tags.StudyTime, "11:59:59"),
            Image("4").SetString(Tags.StudyTime, "99:99"));

        Assert.Equal(studies, await StudiesAsync((Tags.StudyTime, key)));
    }

    [Fact]
    [Requirement("TIGER-15")]
    public async Task A_date_with_slashes_is_found_by_its_date_and_returned_as_it_came()
    {
        await _store.StoreAsync(Image("1").SetString(Tags.StudyDate, "01/31/2026").SetString(Tags.StudyTime, "10:15:30:25"));

        var answer = Assert.Single(await FindAsync(Identifier("STUDY", (Tags.StudyDate, "20260131"), (Tags.StudyTime, "101530.25"))));

        Assert.Equal("01/31/2026", answer.GetString(Tags.StudyDate));
        Assert.Equal("10:15:30:25", answer.GetString(Tags.StudyTime));
    }

    [Theory]
    [InlineData("DX")]
    [InlineData("PX")]
    [InlineData("IO")]
    [InlineData("MG")]
    [InlineData("CR")]
    [InlineData("ES")]
    [InlineData("XC")]
    [InlineData("US")]
    [InlineData("OT")]
    [InlineData("PANOCAM")] // whatever a secondary capture says
    [Requirement("TIGER-18")]
    public async Task Studies_and_series_are_found_by_every_modality(string modality)
    {
        await _store.StoreAsync(
            Image("1"), Image("2").SetString(Tags.Modality, modality), Image("3").SetString(Tags.Modality, "SR"), Image("3", series: 2).SetString(Tags.Modality, modality));

        Assert.Equal("2,3", await StudiesAsync((Tags.ModalitiesInStudy, modality)));
        Assert.Equal("3", await StudiesAsync((Tags.ModalitiesInStudy, "SR")));
        foreach (var (study, series) in new[] { ("1", ""), ("2", "2.1"), ("3", "3.2") })
        {
            Assert.Equal(series, Uids(
                await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, study), (Tags.Modality, modality), (Tags.SeriesInstanceUID, ""))), Tags.SeriesInstanceUID));
        }
    }

    [Theory]
    [InlineData("BRACHIALPLEXUS")]
    [InlineData("GENERALABDOME")]
    [InlineData("ADVASCULAR")]
    [InlineData("hnVascular and more than sixteen")]
    [Requirement("OASIS-10")]
    public async Task A_body_part_outside_the_defined_terms_is_found_and_returned_without_change(string bodyPart)
    {
        await _store.StoreAsync(
            Image("1").SetString(Tags.BodyPartExamined, bodyPart), Image("1", series: 2).SetString(Tags.BodyPartExamined, "ABDOMEN"), Image("1", series: 3));

        var answer = Assert.Single(await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "1"), (Tags.SeriesInstanceUID, ""), (Tags.BodyPartExamined, bodyPart))));

        Assert.Equal(("1.1", bodyPart), (answer.GetString(Tags.SeriesInstanceUID), answer.GetString(Tags.BodyPartExamined)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Requirement("VEREOS-19")]
    [Requirement("TIGER-16")]
    public async Task What_is_empty_or_absent_is_answered_empty_and_every_study_is_found_by_what_it_has(bool isAbsent)
    {
        Tag[] tags =
        [
            Tags.PatientID, Tags.PatientName, Tags.PatientBirthDate, Tags.PatientSex, Tags.AccessionNumber, Tags.StudyDate, Tags.StudyTime, Tags.StudyID, Tags.ReferringPhysicianName,
            Tags.SeriesNumber, Tags.InstanceNumber,
        ];
        for (var number = 0; number < tags.Length; number++)
        {
            var image = Image($"1.{number}").SetString(Tags.PatientBirthDate, "19700101").SetString(Tags.PatientSex, "F").SetString(Tags.ReferringPhysicianName, "Roe^Ann");
            await _store.StoreAsync(isAbsent ? image.Remove(tags[number]) : image.SetString(tags[number], ""));
        }

        for (var number = 0; number < tags.Length; number++)
        {
            var answer = Assert.Single(await FindAsync(Identifier(
                "IMAGE", [(Tags.StudyInstanceUID, $"1.{number}"), (Tags.SeriesInstanceUID, $"1.{number}.1"), .. tags.Select(tag => (tag, ""))])));
            Assert.All(tags, tag => Assert.Equal(tag == tags[number], answer.TryGet(tag, out var element) && element.IsEmpty));
        }

        foreach (var (tag, key) in new[]
            {
                (Tags.PatientID, "P1"), (Tags.PatientName, "DOE*"), (Tags.PatientBirthDate, "19700101"), (Tags.PatientSex, "F"), (Tags.AccessionNumber, "A1"), (Tags.StudyDate, "20260102"),
                (Tags.StudyTime, "1015"), (Tags.StudyID, "S1"), (Tags.ReferringPhysicianName, "roe*"),
            })
        {
            var without = Array.IndexOf(tags, tag);
            Assert.Equal(
                string.Join(',', Enumerable.Range(0, tags.Length).Where(number => number != without).Select(number => $"1.{number}").Order(StringComparer.Ordinal)),
                await StudiesAsync((tag, key)));
        }
    }

    [Fact]
    [Requirement("TIGER-16")]
    public async Task People_without_a_patient_id_stay_patients_of_their_own()
    {
        await _store.StoreAsync(
            Image("1").SetString(Tags.PatientID, "").SetString(Tags.PatientName, "Doe^Jane"), Image("2").Remove(Tags.PatientID).SetString(Tags.PatientName, "Roe^Max"),
            Image("3").SetString(Tags.PatientID, "").SetString(Tags.PatientName, ""), Image("4").SetString(Tags.PatientID, "P1"));

        var patients = new List<DataSet>();
        var identifier = Identifier("PATIENT", (Tags.PatientID, ""), (Tags.PatientName, ""), (Tags.NumberOfPatientRelatedStudies, ""));
        await foreach (var patient in _storage.Index.FindAsync(new FindRequest(InformationModel.PatientRoot, identifier) { RetrieveAeTitle = "ARCHIVE" }))
            patients.Add(patient);

        Assert.Equal(["/", "/Doe^Jane", "/Roe^Max", "P1/Doe^Jane"], patients
            .Select(patient => $"{patient.GetString(Tags.PatientID)}/{patient.GetString(Tags.PatientName)}").Order(StringComparer.Ordinal));
        Assert.All(patients, patient => Assert.Equal("1", patient.GetString(Tags.NumberOfPatientRelatedStudies)));
    }

    [Fact]
    [Requirement("VEREOS-42")]
    public async Task The_other_study_keys_match_too()
    {
        await _store.StoreAsync(
            Image("1").SetString(Tags.AccessionNumber, "ACC-1").SetString(Tags.StudyID, "ID-1").SetString(Tags.PatientSex, "F")
                .SetString(Tags.StudyDescription, "Thorax").SetString(Tags.ReferringPhysicianName, "Roe^Ann").SetString(Tags.PatientBirthDate, "19700101"),
            Image("2").SetString(Tags.Modality, "PX").SetString(Tags.IssuerOfPatientID, "CLINIC"),
            Image("2", series: 2).SetString(Tags.Modality, "IO"));

        Assert.Equal("1", await StudiesAsync((Tags.AccessionNumber, "ACC-1")));
        Assert.Equal("1", await StudiesAsync((Tags.StudyID, "id*"), (Tags.StudyID, "ID*")));
        Assert.Equal("1", await StudiesAsync((Tags.PatientSex, "F")));
        Assert.Equal("1", await StudiesAsync((Tags.StudyDescription, "Tho*")));
        Assert.Equal("1", await StudiesAsync((Tags.ReferringPhysicianName, "ROE*")));
        Assert.Equal("1", await StudiesAsync((Tags.PatientBirthDate, "19700101")));
        Assert.Equal("2", await StudiesAsync((Tags.IssuerOfPatientID, "CLINIC")));
        Assert.Equal("1", await StudiesAsync((Tags.ModalitiesInStudy, "CT")));
        Assert.Equal("2", await StudiesAsync((Tags.ModalitiesInStudy, "IO")));
        Assert.Equal("1,2", await StudiesAsync((Tags.ModalitiesInStudy, "CT\\PX")));
        Assert.Equal("", await StudiesAsync((Tags.ModalitiesInStudy, "MR")));
        Assert.Equal("1,2", await StudiesAsync((Tags.SOPClassesInStudy, CtImageStorage)));
        Assert.Equal("", await StudiesAsync((Tags.AccessionNumber, "ACC-1"), (Tags.PatientSex, "M")));
    }

    [Fact]
    [Requirement("BASICS-11")]
    [Requirement("BASICS-12")]
    public async Task Uids_are_opaque_and_found_one_by_one_or_as_a_list()
    {
        var longest = "1.2." + new string('9', 60);
        var almost = "1.2." + new string('9', 59) + "8";
        const string leadingZeros = "1.02.003";
        await _store.StoreAsync(Image("1.2"), Image("1.2.3"));
        foreach (var study in new[] { longest, almost, leadingZeros })
            await _store.StoreAsync(Image("1.5").SetString(Tags.StudyInstanceUID, study).SetString(Tags.SeriesInstanceUID, study + "\0"));

        Assert.Equal(longest, Uids(await FindAsync(Identifier("STUDY", (Tags.StudyInstanceUID, longest))), Tags.StudyInstanceUID));
        Assert.Equal(leadingZeros, Uids(await FindAsync(Identifier("STUDY", (Tags.StudyInstanceUID, leadingZeros + "\0"))), Tags.StudyInstanceUID));
        Assert.Equal("1.2.3," + almost, Uids(await FindAsync(Identifier("STUDY", (Tags.StudyInstanceUID, $"{almost}\\1.2.3\\7.7"))), Tags.StudyInstanceUID));
        Assert.Equal("", Uids(await FindAsync(Identifier("STUDY", (Tags.StudyInstanceUID, "1.2.3.4"))), Tags.StudyInstanceUID));
        Assert.Equal(
            longest, Uids(await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, longest), (Tags.SeriesInstanceUID, longest))), Tags.SeriesInstanceUID));
    }

    [Fact]
    [Requirement("BASICS-06")]
    [Requirement("BASICS-13")]
    [Requirement("TIGER-16")]
    [Requirement("VEREOS-19")]
    public async Task An_object_without_names_and_dates_is_found_by_what_it_has()
    {
        var anonymous = new DataSet().SetString(Tags.SOPClassUID, CtImageStorage).SetString(Tags.SOPInstanceUID, "1.3.1.1")
            .SetString(Tags.StudyInstanceUID, "1.3").SetString(Tags.SeriesInstanceUID, "1.3.1");
        await _store.StoreAsync(
            Image("1.2").SetString(Tags.PatientName, "").SetString(Tags.PatientID, "DEIDENTIFIED-2").SetString(Tags.StudyDate, "20000101")
                .SetString(Tags.SeriesDate, "20000102").SetString(Tags.AcquisitionDate, "20000103").SetString(Tags.ContentDate, "20000104"),
            anonymous);

        var study = Assert.Single(await FindAsync(Identifier("STUDY", (Tags.PatientID, "DEIDENTIFIED-2"), (Tags.PatientName, ""), (Tags.StudyInstanceUID, ""))));
        Assert.Equal(("1.2", ""), (study.GetString(Tags.StudyInstanceUID), study.GetString(Tags.PatientName)));
        Assert.Equal("1.2,1.3", await StudiesAsync((Tags.PatientName, "")));

        var image = Assert.Single(await FindAsync(Identifier(
            "IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.StudyDate, ""), (Tags.SeriesDate, ""),
            (Tags.AcquisitionDate, ""), (Tags.ContentDate, ""))));
        Assert.Equal(
            ["20000101", "20000102", "20000103", "20000104"],
            new[] { Tags.StudyDate, Tags.SeriesDate, Tags.AcquisitionDate, Tags.ContentDate }.Select(image.GetString));
    }

    [Fact]
    [Requirement("VEREOS-40")]
    [Requirement("OASIS-22")]
    [Requirement("VEREOS-21")]
    public async Task Series_of_a_study_are_matched_and_answered()
    {
        await _store.StoreAsync(
            Image("1.2"), Image("1.2", instance: 2), Image("1.2", series: 2).SetString(Tags.Modality, "SR").SetString(Tags.SeriesNumber, "+05000"),
            Image("1.3"));
        DataSet Series(params ReadOnlySpan<(Tag, string)> keys) => Identifier("SERIES", [(Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, ""), .. keys]);

        var answers = await FindAsync(Series((Tags.Modality, ""), (Tags.SeriesNumber, ""), (Tags.NumberOfSeriesRelatedInstances, ""), (Tags.PatientID, "")));
        Assert.Equal(["1.2.1", "1.2.2"], answers.Select(answer => answer.GetString(Tags.SeriesInstanceUID)));
        Assert.Equal(["CT", "SR"], answers.Select(answer => answer.GetString(Tags.Modality)));
        Assert.Equal(["1", "+05000"], answers.Select(answer => answer.GetString(Tags.SeriesNumber)));
        Assert.Equal(["2", "1"], answers.Select(answer => answer.GetString(Tags.NumberOfSeriesRelatedInstances)));
        Assert.Equal(["P1", "P1"], answers.Select(answer => answer.GetString(Tags.PatientID)));

        Assert.Equal("1.2.2", Uids(await FindAsync(Series((Tags.Modality, "SR"))), Tags.SeriesInstanceUID));
        Assert.Equal("1.2.2", Uids(await FindAsync(Series((Tags.SeriesNumber, "5000"))), Tags.SeriesInstanceUID));
        Assert.Equal("1.2.1", Uids(await FindAsync(Series((Tags.SeriesInstanceUID, "1.2.1\\1.3.1"))), Tags.SeriesInstanceUID));
        Assert.Empty(await FindAsync(Series((Tags.PatientID, "P2"))));
    }

    [Theory]
    [Requirement("VEREOS-40")]
    [Requirement("BASICS-14")]
    [Requirement("TIGER-20")]
    [InlineData("IMAGE")]
    [InlineData("IMAGES")]
    public async Task Images_of_a_series_are_matched_and_answered(string level)
    {
        await _store.StoreAsync(
            Image("1.2"), Image("1.2", instance: 2).SetString(Tags.ImageLaterality, "L").SetString(Tags.SOPClassUID, EnhancedCtImageStorage),
            Image("1.2", series: 2));
        DataSet Images(params ReadOnlySpan<(Tag, string)> keys) =>
            Identifier(level, [(Tags.PatientID, "P1"), (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.SOPInstanceUID, ""), .. keys]);

        var answers = await FindAsync(Images((Tags.InstanceNumber, ""), (Tags.SOPClassUID, ""), (Tags.ImageLaterality, "")));
        Assert.Equal(["1.2.1.1", "1.2.1.2"], answers.Select(answer => answer.GetString(Tags.SOPInstanceUID)));
        Assert.Equal(["1", "2"], answers.Select(answer => answer.GetString(Tags.InstanceNumber)));
        Assert.Equal([CtImageStorage, EnhancedCtImageStorage], answers.Select(answer => answer.GetString(Tags.SOPClassUID)));
        Assert.Equal(["", "L"], answers.Select(answer => answer.GetString(Tags.ImageLaterality)));
        Assert.All(answers, answer => Assert.Equal("IMAGE", answer.GetString(Tags.QueryRetrieveLevel)));

        Assert.Equal("1.2.1.2", Uids(await FindAsync(Images((Tags.InstanceNumber, "2"))), Tags.SOPInstanceUID));
        Assert.Equal("1.2.1.2", Uids(await FindAsync(Images((Tags.SOPClassUID, EnhancedCtImageStorage))), Tags.SOPInstanceUID));
        Assert.Equal("1.2.1.1", Uids(await FindAsync(Images((Tags.SOPInstanceUID, "1.2.1.1\\1.2.2.1"))), Tags.SOPInstanceUID));
    }

    [Fact]
    [Requirement("VEREOS-41")]
    public async Task Of_a_sequence_the_keys_that_were_asked_come_back()
    {
        var request = new DataSet().SetString(Tags.RequestedProcedureID, "RP1").SetString(Tags.ScheduledProcedureStepID, "SPS1")
            .SetString(Tags.RequestedProcedureDescription, "not asked");
        await _store.StoreAsync(Image("1.2").SetItems(Tags.RequestAttributesSequence, request));
        var keys = new DataSet().SetString(Tags.RequestedProcedureID, "").SetString(Tags.ScheduledProcedureStepID, "").SetString(Tags.AccessionNumber, "");

        var nested = Assert.Single(await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "1.2")).SetItems(Tags.RequestAttributesSequence, keys)));
        var whole = Assert.Single(await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "1.2")).SetItems(Tags.RequestAttributesSequence)));

        var item = Assert.Single(nested.GetItems(Tags.RequestAttributesSequence));
        Assert.Equal(["RP1", "SPS1", ""], new[] { Tags.RequestedProcedureID, Tags.ScheduledProcedureStepID, Tags.AccessionNumber }.Select(item.GetString));
        Assert.Equal(3, item.Count);
        Assert.Equal("not asked", Assert.Single(whole.GetItems(Tags.RequestAttributesSequence)).GetString(Tags.RequestedProcedureDescription));
    }

    [Fact]
    public async Task An_answer_keeps_the_bytes_and_the_character_set_of_the_object()
    {
        await _store.StoreAsync(Image("1.2").SetString(Tags.SpecificCharacterSet, "ISO_IR 100").SetString(Tags.PatientName, "Müller^Jürgen"));

        var answer = Assert.Single(await FindAsync(Identifier("STUDY", (Tags.PatientName, ""), (Tags.PatientID, ""))));

        Assert.Equal("ISO_IR 100", answer.GetString(Tags.SpecificCharacterSet));
        Assert.True(answer.TryGet(Tags.PatientName, out var name));
        Assert.Equal("Müller^Jürgen", Encoding.Latin1.GetString(name.Value.Span).TrimEnd());
    }

    [Fact]
    [Requirement("MX1-33")]
    public async Task Levels_that_came_in_different_character_sets_are_answered_in_one_that_holds_both()
    {
        await _store.StoreAsync(
            Image("1.2").SetString(Tags.SpecificCharacterSet, "ISO_IR 100").SetString(Tags.PatientName, "Müller^Jürgen"),
            Utf8(Image("1.2", series: 2)).SetString(Tags.PatientName, "Müller^Jürgen").SetString(Tags.SeriesDescription, "胸部")
                .SetItems(Tags.RequestAttributesSequence, new DataSet().SetString(Tags.RequestedProcedureID, "RP")));

        var answer = Assert.Single(await FindAsync(
            Identifier("SERIES", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.2"), (Tags.PatientName, ""), (Tags.SeriesDescription, ""))
                .SetItems(Tags.RequestAttributesSequence)));

        Assert.Equal("ISO_IR 192", answer.GetString(Tags.SpecificCharacterSet));
        Assert.Equal(("Müller^Jürgen", "胸部"), (answer.GetString(Tags.PatientName), answer.GetString(Tags.SeriesDescription)));
        Assert.Equal("RP", Assert.Single(answer.GetItems(Tags.RequestAttributesSequence)).GetString(Tags.RequestedProcedureID));
    }

    [Fact]
    public async Task More_studies_than_one_page_come_each_once()
    {
        var uids = Enumerable.Range(1, 600).Select(number => $"1.2.{number}").ToList();
        await Parallel.ForEachAsync(uids.Chunk(50), async (chunk, _) =>
            await new StudyStore(_storage).StoreAsync([.. chunk.Select(uid => Image(uid))]));

        var answers = await FindAsync(Identifier("STUDY", (Tags.StudyInstanceUID, "")));

        Assert.Equal(uids.Order(StringComparer.Ordinal), answers.Select(answer => answer.GetString(Tags.StudyInstanceUID)!).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Queries_that_stop_early_leave_the_index_to_others()
    {
        await _store.StoreAsync(Image("1.2"), Image("1.3"));
        for (var i = 0; i < 100; i++)
        {
            await using var abandoned = _storage.Index.FindAsync(Find(Identifier("STUDY"))).GetAsyncEnumerator();
            Assert.True(await abandoned.MoveNextAsync());
        }

        Assert.Equal(2, (await FindAsync(Identifier("STUDY"))).Count);
    }

    [Fact]
    public async Task A_cancelled_query_ends_with_the_cancellation()
    {
        await _store.StoreAsync(Image("1.2"), Image("1.3"));
        using var cancel = new CancellationTokenSource();
        await using var answers = _storage.Index.FindAsync(Find(Identifier("STUDY")), cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        Assert.True(await answers.MoveNextAsync());

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await answers.MoveNextAsync());
    }

    [Theory]
    [InlineData("", "", "", "", "Query/Retrieve Level (0008,0052)")]
    [InlineData("PATIENT", "", "", "", "'PATIENT'")]
    [InlineData("SERIES", "", "", "", "Study Instance UID (0020,000D)")]
    [InlineData("SERIES", "1.2\\1.3", "", "", "Study Instance UID (0020,000D)")]
    [InlineData("SERIES", "*", "", "", "Study Instance UID (0020,000D)")]
    [InlineData("IMAGE", "1.2", "", "", "Series Instance UID (0020,000E)")]
    [InlineData("IMAGE", "", "1.2.1", "", "Study Instance UID (0020,000D)")]
    [InlineData("STUDY", "", "", "yesterday", "Study Date (0008,0020)")]
    public async Task An_identifier_that_is_no_query_of_its_level_is_refused_with_the_reason(string level, string study, string series, string date, string reason)
    {
        var identifier = Identifier(level, (Tags.StudyInstanceUID, study), (Tags.SeriesInstanceUID, series), (Tags.StudyDate, date));

        var refusal = await Assert.ThrowsAsync<InvalidQueryException>(() => FindAsync(identifier));

        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_retrieval_names_instances_by_the_unique_keys_of_its_level()
    {
        await _store.StoreAsync(
            Image("1.2"), Image("1.2", instance: 2), Image("1.2", series: 2), Image("1.3"), Image("1.4"));

        Assert.Equal("1.2.1.1,1.2.1.2,1.2.2.1", await LocateAsync(Identifier("STUDY", (Tags.StudyInstanceUID, "1.2"))));
        Assert.Equal("1.3.1.1,1.4.1.1", await LocateAsync(Identifier("STUDY", (Tags.StudyInstanceUID, "1.4\\1.3"))));
        Assert.Equal("1.2.2.1", await LocateAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.2\\1.3.1"))));
        Assert.Equal("1.2.1.2", await LocateAsync(Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.SOPInstanceUID, "1.2.1.2"))));
        Assert.Equal("", await LocateAsync(Identifier("STUDY", (Tags.StudyInstanceUID, "9.9"))));
        await Assert.ThrowsAsync<InvalidQueryException>(() => LocateAsync(Identifier("STUDY", (Tags.PatientID, "P1"))));
        await Assert.ThrowsAsync<InvalidQueryException>(() => LocateAsync(Identifier("IMAGE", (Tags.SOPInstanceUID, "1.2.1.2"))));
    }

    [Fact]
    public async Task A_study_is_loaded_as_its_events_left_it()
    {
        await _store.StoreAsync(Image("1.2").SetString(Tags.IssuerOfPatientID, "CLINIC"), Image("1.2", instance: 2), Image("1.2", series: 2).SetString(Tags.Modality, "SR"), Image("1.3"));

        var study = await _storage.Snapshots.LoadStudyAsync(new("1.2"));

        Assert.NotNull(study);
        Assert.Equal((3, new PatientKey("P1", "CLINIC")), (study.Sequence, study.Patient));
        Assert.Equal([("1.2.1", "CT"), ("1.2.2", "SR")], study.Series.Select(series => (series.Series.Value, series.Modality)));
        Assert.Equal(["1.2.1.1", "1.2.1.2", "1.2.2.1"], study.Instances.Select(instance => instance.Instance.Value));
        var first = study.Instances[0];
        Assert.Equal(new BlobRef(1, 4096, 300, 2000, 0xCAFE), first.Storage.Blob);
        Assert.Equal(("1.2.1", CtImageStorage, "1.2.840.10008.1.2.1", "MODALITY"), (first.Series.Value, first.SopClass.Value, first.Storage.TransferSyntax.Value, first.Storage.SourceAeTitle));
        Assert.Equal(DateTimeOffset.UnixEpoch, first.Storage.ReceivedAt);
        Assert.Null(await _storage.Snapshots.LoadStudyAsync(new("1.2.3")));
    }

    [Fact]
    public async Task An_entity_without_rows_still_has_its_sequence_number()
    {
        await _storage.Journal.AppendAsync(StudyScript.Append("study/1.2", 0, [StudyScript.Event("refused")], []));

        var study = await _storage.Snapshots.LoadStudyAsync(new("1.2"));

        Assert.Equal((1, PatientKey.None, 0), (study!.Sequence, study.Patient, study.Instances.Count));
    }

    [Fact]
    public async Task An_instance_is_found_in_every_study_that_holds_it_and_nowhere_else()
    {
        await _store.StoreAsync(
            Image("1.2").SetString(Tags.SOPInstanceUID, "7.7"), Image("1.3").SetString(Tags.SOPInstanceUID, "7.7"), Image("1.4").SetString(Tags.SOPInstanceUID, "7.7.7"));

        var found = await CollectAsync(_storage.Index.FindInstancesAsync(new("7.7")));

        Assert.Equal(["1.2", "1.3"], found.Select(instance => instance.Study.Value));
    }

    [Fact]
    public async Task A_replaced_instance_has_its_new_content_and_place()
    {
        await _store.StoreAsync(Image("1.2"), Image("1.2", series: 2));
        Assert.True(ObjectDescription.TryFrom(Image("1.2").SetString(Tags.InstanceNumber, "17"), out var replacement, out _));
        var place = new InstanceStorage(new BlobRef(9, 8, 7, 6, 5), TransferSyntax.ImplicitVrLittleEndian.Uid, DateTimeOffset.UnixEpoch.AddTicks(10), "OTHER");

        await _storage.Journal.AppendAsync(StudyScript.Append(
            "study/1.2", 2, [StudyScript.Event("replaced")], [new ReplaceInstance(new("1.2"), new("1.2.2"), replacement.Instance, place)]));

        var instance = Assert.Single(await CollectAsync(_storage.Index.FindInstancesAsync(new("1.2.1.1"))));
        Assert.Equal((place, "1.2.2"), (instance.Storage, instance.Series.Value));
        Assert.Equal("1.2.1.1", Uids(await FindAsync(Identifier(
            "IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.2"), (Tags.SOPInstanceUID, ""), (Tags.InstanceNumber, "17"))), Tags.SOPInstanceUID));
    }

    [Fact]
    public async Task All_instances_are_read_in_the_order_in_which_they_lie()
    {
        await _store.StoreAsync([.. Enumerable.Range(1, 300).Select(number => Image("1.2", instance: number))]);
        await _storage.Journal.AppendAsync(StudyScript.Append(
            "study/1.2", 300, [StudyScript.Event("moved")], [new RelocateInstance(new("1.2"), new("1.2.1.7"), new BlobRef(2, 0, 1, 2, 3))]));

        var all = await CollectAsync(_storage.Index.ReadAllInstancesAsync());

        Assert.Equal(Enumerable.Range(1, 300).Where(number => number != 7).Append(7).Select(number => $"1.2.1.{number}"), all.Select(instance => instance.Instance.Value));
        Assert.Equal(new BlobRef(2, 0, 1, 2, 3), all[^1].Storage.Blob);
    }

    /// <summary>Removes the test's database.</summary>
    protected abstract void Close();

    private static DataSet Utf8(DataSet dataSet) => dataSet.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");

    private Task<List<DataSet>> FindAsync(DataSet identifier) => CollectAsync(_storage.Index.FindAsync(Find(identifier)));

    private static FindRequest Find(DataSet identifier) => new(InformationModel.StudyRoot, identifier) { RetrieveAeTitle = "ARCHIVE" };

    private async Task<string> StudiesAsync(params (Tag, string)[] keys) =>
        string.Join(',', (await FindAsync(Identifier("STUDY", [(Tags.StudyInstanceUID, ""), .. keys]))).Select(answer => answer.GetString(Tags.StudyInstanceUID)).Order(StringComparer.Ordinal));

    private async Task<string> LocateAsync(DataSet identifier) =>
        string.Join(',', (await CollectAsync(_storage.Index.LocateAsync(new RetrieveRequest(InformationModel.StudyRoot, identifier)))).Select(instance => instance.Instance.Value));

    private static string Uids(List<DataSet> answers, Tag tag) => string.Join(',', answers.Select(answer => answer.GetString(tag)));

    private static async Task<List<T>> CollectAsync<T>(IAsyncEnumerable<T> items)
    {
        var list = new List<T>();
        await foreach (var item in items)
            list.Add(item);
        return list;
    }
}
