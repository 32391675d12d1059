using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>Attribute matching (PS3.4 C.2.2.2), of attributes with and without a column.</summary>
public abstract class MatchingContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    [Theory]
    [InlineData("AccessionNumber", "A1", "A1", true)]
    [InlineData("AccessionNumber", "A1", " A1 ", true)]
    [InlineData("AccessionNumber", " A1", "A1", true)]
    [InlineData("AccessionNumber", "A1", "a1", false)]
    [InlineData("AccessionNumber", "A1", "A", false)]
    [InlineData("StationName", "CT-1", "CT-1", true)]
    [InlineData("StationName", " CT-1 ", "CT-1", true)]
    [InlineData("StationName", "CT-1", "ct-1", false)]
    [InlineData("StationName", "", "CT-1", false)]
    [InlineData("ContentLabel", "LESION", "LESION", true)]
    [InlineData("PatientAge", "045Y", "045Y", true)]
    [InlineData("ImageType", @"ORIGINAL\PRIMARY\AXIAL", "PRIMARY", true)]
    [InlineData("ImageType", @"ORIGINAL\PRIMARY\AXIAL", "LOCALIZER", false)]
    [InlineData("PatientComments", @"a\b", "*", true)]
    [InlineData("OtherPatientIDs", @"X1\X2", "X2", true)]
    [InlineData("ImageComments", "two\r\nlines", "two*lines", true)]
    public async Task A_text_matches_as_it_is_without_its_padding(string attribute, string stored, string key, bool matches) =>
        Assert.Equal(matches, await MatchesAsync(attribute, stored, key));

    [Theory]
    [InlineData("PatientID", "P-100", "P-*", true)]
    [InlineData("PatientID", "P-100", "p-*", false)]
    [InlineData("StationName", "CT-1", "CT*", true)]
    [InlineData("StationName", "CT-1", "*-?", true)]
    [InlineData("StationName", "CT-1", "????", true)]
    [InlineData("StationName", "CT-1", "???", false)]
    [InlineData("StationName", "CT-1", "?????", false)]
    [InlineData("StationName", "CT-1", "*T*1*", true)]
    [InlineData("StationName", "CT-1", "*1*T*", false)]
    [InlineData("StationName", "aab", "*ab", true)]
    [InlineData("StationName", "ababac", "*abac", true)]
    [InlineData("StationName", "[x]", "[x]*", true)]
    [InlineData("StationName", "x", "[x]*", false)]
    [InlineData("StationName", "室", "?", true)]
    [InlineData("StationName", "𠮷", "?", true)] // two UTF-16 units
    [InlineData("StationName", "a𠮷b", "a?b", true)]
    [InlineData("StudyDescription", "a𠮷b", "a?b", true)]
    [InlineData("StudyDescription", "", "?*", false)]
    [InlineData("StationName", "", "?*", false)]
    [InlineData("StationName", "", "*", true)]
    [InlineData("Modality", "CT", "C?", true)]
    [InlineData("ImageComments", "a long story", "*long*", true)]
    public async Task Wild_cards_stand_for_any_text_and_any_character(string attribute, string stored, string key, bool matches) =>
        Assert.Equal(matches, await MatchesAsync(attribute, stored, key));

    [Theory]
    [InlineData("FrameOfReferenceUID", "1.2.3", "1.2.3", true)]
    [InlineData("FrameOfReferenceUID", "1.2.3\0", "1.2.3", true)]
    [InlineData("FrameOfReferenceUID", "1.2.3", @"1.2.4\1.2.3", true)]
    [InlineData("FrameOfReferenceUID", "1.2.3", @"1.2.4\1.2.33", false)]
    [InlineData("FrameOfReferenceUID", "1.2.3", "1.2.*", false)] // PS3.4 C.2.2.2.4 knows no wild cards for UI
    [InlineData("FrameOfReferenceUID", "1.2.3", "*", true)]
    [InlineData("SOPInstanceUID", "1.2.1.1", @"1.2.1.1\1.2.1.2", true)]
    [InlineData("SOPInstanceUID", "1.2.1.1", "1.2.1.*", false)]
    public async Task A_uid_matches_one_of_a_list(string attribute, string stored, string key, bool matches) =>
        Assert.Equal(matches, await MatchesAsync(attribute, stored, key));

    [Theory]
    [InlineData("InstanceNumber", "1", "01", true)]
    [InlineData("InstanceNumber", "+001", "1", true)]
    [InlineData("InstanceNumber", "1", "10", false)]
    [InlineData("AcquisitionNumber", "07", "7", true)]
    [InlineData("AcquisitionNumber", "-7", "7", false)]
    [InlineData("NumberOfFrames", "12", "12", true)]
    [InlineData("SliceThickness", "1.50", "1.5", true)]
    [InlineData("SliceThickness", "15e-1", "1.5", true)]
    [InlineData("SliceThickness", "1.5", "1.51", false)]
    [InlineData("PixelSpacing", @"0.5\0.50", ".5", true)]
    [InlineData("KVP", "120", "120.000", true)]
    [InlineData("KVP", "none", "none", true)]
    public async Task A_number_matches_by_its_value(string attribute, string stored, string key, bool matches) =>
        Assert.Equal(matches, await MatchesAsync(attribute, stored, key));

    [Fact]
    public async Task A_binary_number_matches_by_its_value()
    {
        await StoreAsync(Image("1.2").SetUInt16(Tags.Rows, 512), Image("1.2", instance: 2).SetUInt16(Tags.Rows, 256));

        var answer = await FindOneAsync(Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.SOPInstanceUID, "")).SetUInt16(Tags.Rows, 256));

        Assert.Equal("1.2.1.2", answer.GetString(Tags.SOPInstanceUID));
    }

    [Theory]
    [InlineData("StudyDate", "20260102", "20260102", true)]
    [InlineData("StudyDate", "20260102", "2026.01.02", true)]
    [InlineData("StudyDate", "2026.01.02", "20260102", true)]
    [InlineData("StudyDate", "20260102", "2026-01-02", true)]
    [InlineData("StudyDate", "20260102", "20260101 - 20260102", true)]
    [InlineData("StudyDate", "20260102", "20260103-20260101", false)]
    [InlineData("SeriesDate", "20260102", "20260102-", true)]
    [InlineData("SeriesDate", "", "20260102-", false)]
    [InlineData("AcquisitionDate", "20260102", "20260101-20260103", true)]
    [InlineData("AcquisitionDate", "20260102", "-20260101", false)]
    [InlineData("AcquisitionDate", "20260102", "-20260102", true)]
    [InlineData("AcquisitionDate", "2026013", "20260103", false)]
    [InlineData("AcquisitionDate", "20260102", @"20260101\20260102", true)]
    [InlineData("StudyDate", "20260102", @"20260101\20260102", true)]
    [InlineData("PatientBirthDate", "19700101", "-19991231", true)]
    public async Task Dates_match_by_the_day_and_in_ranges(string attribute, string stored, string key, bool matches) =>
        Assert.Equal(matches, await MatchesAsync(attribute, stored, key));

    [Theory]
    [Requirement("VEREOS-42")]
    [InlineData("StudyTime", "101500", "1015", true)]
    [InlineData("StudyTime", "101559.999999", "1015", true)]
    [InlineData("StudyTime", "101600", "1015", false)]
    [InlineData("StudyTime", "101530.123", "101530.123", true)]
    [InlineData("StudyTime", "101530.123", "101530.1230", true)]
    [InlineData("AcquisitionTime", "101530.123", "101530.123", true)]
    [InlineData("AcquisitionTime", "101530.124", "101530.123", false)]
    [InlineData("AcquisitionTime", "10:15:30", "101530", true)]
    [InlineData("AcquisitionTime", "101530", "1015-1016", true)]
    [InlineData("AcquisitionTime", "1016", "-1016", true)]
    [InlineData("AcquisitionTime", "101659", "-1016", true)]
    [InlineData("AcquisitionTime", "", "-1016", false)]
    [InlineData("ContentTime", "235960", "2359", true)]
    [InlineData("ContentTime", "2360", "23", false)]
    [InlineData("PatientBirthTime", "0800", "08", true)]
    public async Task Times_match_to_the_precision_of_the_key(string attribute, string stored, string key, bool matches) =>
        Assert.Equal(matches, await MatchesAsync(attribute, stored, key));

    [Theory]
    [InlineData("20260102101500", "20260102101500.000", true)]
    [InlineData("20260102101500", "20260102", true)]
    [InlineData("20260102", "20260102101500", false)]
    [InlineData("20260102101500", "202601", true)]
    [InlineData("20260102101500", "2026", true)]
    [InlineData("20260102101500", "20260103", false)]
    [InlineData("20260102101500", "20260102-20260103", true)]
    [InlineData("20260102101500", "20260102101501-", false)]
    [InlineData("20260102101500", "-2026010210", true)]
    [InlineData("20260102101500+0200", "20260102081500+0000", true)]
    [InlineData("20260102101500+0200", "20260102101500+0000", false)]
    [InlineData("20260102101500+0200", "20260102081500-0000", true)]
    [InlineData("20260102101500-0500", "20260102101500-0500", true)]
    [InlineData("20260102101500-0500", "20260102101400-0500-20260102101600-0500", true)]
    [InlineData("20260102101500-0500", "20260102101400-0500-20260102101459-0500", false)]
    [InlineData("20260102101500-0500", "20260102151500+0000-", true)]
    [InlineData("20260102101500-0500", "20260102151501+0000-", false)]
    [InlineData("20260102101500-0500", "-20260102101500-0500", true)]
    [InlineData("20260102101500", "20260102101500+0900", true)] // the object does not say where its clock stood
    [InlineData("yesterday", "2026", false)]
    public async Task Date_times_match_as_moments(string stored, string key, bool matches) =>
        Assert.Equal(matches, await MatchesAsync("AcquisitionDateTime", stored, key));

    [Theory]
    [Requirement("MX1-34")]
    [InlineData("PatientName", "Doe^Jane", "DOE^JANE", true)]
    [InlineData("PatientName", "Doe^Jane", "doe jane", true)]
    [InlineData("PatientName", "Doe^Jane", "Doe, Jane", true)]
    [InlineData("PatientName", "Doe,Jane", "Doe^Jane", true)]
    [InlineData("PatientName", "Doe^Jane", "  DOE^*", true)]
    [InlineData("PatientName", "Doe^Jane", "Doe^Jane^^^", true)]
    [InlineData("PatientName", "Doe^Jane", "Doe", false)]
    [InlineData("PatientName", "Doe^Jane", "*jane", true)]
    [InlineData("PatientName", "Doe^Jane", "d?e^*", true)]
    [InlineData("PatientName", "", "*", true)]
    [InlineData("PatientName", "", "*^*", true)]
    [InlineData("PatientName", "", "*a*", false)]
    [InlineData("PatientName", "SMITH^^^^", "SMITH^*", true)]
    [InlineData("PatientName", "SMITH", "SMITH^*", true)]
    [InlineData("PatientName", "SMITH^JOHN^^^", "SMITH^JOHN^*", true)]
    [InlineData("PatientName", "SMITH^JOHN^^^", "SMITH^J*^*", true)]
    [InlineData("PatientName", "SMITH^^JR", "SMITH^*^JR", true)]
    [InlineData("PatientName", "SMITH^JOHN^JR", "SMITH^*^JR", true)]
    [InlineData("PatientName", "^JOHN", "*^JOHN", true)]
    [InlineData("PatientName", "SMITH^=山田^", "*=山田^*", true)]
    [InlineData("PatientName", "SMITH^JOHN=山田^太郎", "*=山田^*", true)]
    [InlineData("PatientName", "OB^^^^", "OB^*", true)]
    [InlineData("PatientName", "OB^^^^", "OB^^^^", true)]
    [InlineData("PatientName", "SMITH^JOHN", "SMITH^JOHN^^^^", true)]
    [InlineData("PatientName", "SMITH^^JR", "SMITH^?JR", true)] // ? stands for the delimiter that is there
    [InlineData("PatientName", "SMITH^JR", "SMITH^?JR", false)]
    [InlineData("PatientName", "SMITH^J", "SMITH^J?", false)]
    [InlineData("PatientName", "SMITHERS^A", "SMITH^*", false)]
    [InlineData("PatientName", "SMITH^AJR", "SMITH^*^JR", false)]
    [InlineData("PatientName", "SMITH^JOHN=山田^太郎", "SM*太郎", true)] // across the groups of the name
    [InlineData("PatientName", "", "?*", false)]
    [InlineData("PatientName", "Doe^Jane", ",", true)]
    [InlineData("OperatorsName", "OB^^^^", "OB^*", true)]
    [InlineData("OperatorsName", "SMITH^^JR", "SMITH^*^JR", true)]
    [InlineData("ReferringPhysicianName", "SMITH^^JR", "SMITH^*^JR", true)]
    [InlineData("ReferringPhysicianName", "SMITH^JOHN", "*^JOHN", true)]
    [InlineData("PerformingPhysicianName", "Roe^Ann", "ROE*", true)]
    [InlineData("PerformingPhysicianName", @"Roe^Ann\Poe^Bob", "poe*", true)]
    [InlineData("OperatorsName", "Ärzte^Ö", "arzte^o", true)]
    [InlineData("OtherPatientNames", @"Doe^Jane\Smith^Jane", "smith*", true)]
    [InlineData("OtherPatientNames", "ﾔﾏﾀﾞ^ﾀﾛｳ", "やまだ*", true)]
    [InlineData("OtherPatientNames", "Yamada^Tarou=山田^太郎=やまだ^たろう", "山田*", true)]
    [InlineData("OtherPatientNames", "Yamada^Tarou=山田^太郎=やまだ^たろう", "ヤマダ*", true)]
    [InlineData("OtherPatientNames", "Yamada^Tarou=山田^太郎=やまだ^たろう", "=山田*", true)]
    [InlineData("OtherPatientNames", "Yamada^Tarou=山田^太郎=やまだ^たろう", "yamada*=山本*", false)]
    [InlineData("OtherPatientNames", "Yamada^Tarou=山田^太郎=やまだ^たろう", "==やまだ*", true)]
    [InlineData("ContentCreatorName", "Ångström^Åke", "angstrom*", true)]
    public async Task Names_match_in_any_writing(string attribute, string stored, string key, bool matches) =>
        Assert.Equal(matches, await MatchesAsync(attribute, stored, key));

    [Theory]
    [Requirement("MX1-34")]
    [Requirement("MX1-33")]
    [InlineData("ISO_IR 192")]
    [InlineData(@"\ISO 2022 IR 87")]
    [InlineData(@"ISO 2022 IR 13\ISO 2022 IR 87")]
    [InlineData("GB18030")]
    public async Task A_name_is_found_whatever_character_set_object_and_query_are_in(string terms)
    {
        const string name = "Yamada^Tarou=山田^太郎=やまだ^たろう";
        await StoreAsync(
            Declared(Image("1"), "ISO_IR 192").SetString(Tags.PatientName, name),
            Declared(Image("2"), "", "ISO 2022 IR 87").SetString(Tags.PatientName, name),
            Declared(Image("3"), "GB18030").SetString(Tags.PatientName, name),
            Declared(Image("4"), "ISO 2022 IR 6", "ISO 2022 IR 87", "ISO 2022 IR 13").SetString(Tags.PatientName, "Yamada^Tarou=山田^太郎=ﾔﾏﾀﾞ^ﾀﾛｳ"));

        Assert.Equal("1,2,3,4", await StudiesAsync(Declared(new DataSet(), terms.Split('\\')).SetString(Tags.PatientName, "山田*")));
        Assert.Equal("1,2,3,4", await StudiesAsync(new DataSet().SetString(Tags.PatientName, "YAMADA^*")));
        if (terms != @"ISO 2022 IR 13\ISO 2022 IR 87")
            Assert.Equal("1,2,3,4", await StudiesAsync(Declared(new DataSet(), terms.Split('\\')).SetString(Tags.PatientName, "*たろう")));
    }

    [Theory]
    [InlineData("Smyth^John", "SMITH^JON", true)]
    [InlineData("Smith^John", "John Smith", true)]
    [InlineData("Schmidt^John", "Smith", true)]
    [InlineData("Jones^John", "Smith", false)]
    [InlineData("Yamada=山田", "山田", true)]
    [InlineData("Smith^John", "Smi*", true)]
    [InlineData("Smyth^John", "Smi*", false)] // wild cards stay literal
    [InlineData("", "Smith", false)]
    public async Task Fuzzy_names_match_by_sound_when_negotiated(string stored, string key, bool matches)
    {
        Assert.Equal(matches, await MatchesAsync("PatientName", stored, key, QueryFeatures.FuzzyNames));
        if (matches && !key.Contains('*', StringComparison.Ordinal) && stored.Contains('^', StringComparison.Ordinal))
            Assert.Equal("", await StudiesAsync(Utf8(Identifier("STUDY", (Tags.PatientName, key)))));
    }

    [Theory]
    [InlineData("PatientID", "", true)]
    [InlineData("PatientID", "P1", false)]
    [InlineData("PatientName", "", true)]
    [InlineData("PatientName", "Doe^Jane", false)]
    [InlineData("StudyDate", "", true)]
    [InlineData("StudyDate", "20260102", false)]
    [InlineData("StudyDate", "20249931", true)] // is no date
    [InlineData("AcquisitionDate", "", true)]
    [InlineData("AcquisitionDate", "20249931", true)]
    [InlineData("StationName", "", true)]
    [InlineData("StationName", "CT-1", false)]
    [InlineData("Modality", "", true)]
    [InlineData("InstanceNumber", "", true)]
    [InlineData("InstanceNumber", "1", false)]
    [InlineData("OtherPatientNames", "", true)]
    public async Task Two_quotation_marks_match_what_is_empty_when_negotiated(string attribute, string stored, bool matches) =>
        Assert.Equal(matches, await MatchesAsync(attribute, stored, "\"\"", QueryFeatures.EmptyValues));

    [Theory]
    [InlineData("StationName")]
    [InlineData("PatientID")]
    public async Task Two_quotation_marks_are_a_text_when_not_negotiated(string attribute) =>
        Assert.False(await MatchesAsync(attribute, "", "\"\""));

    [Fact]
    public async Task Several_values_match_one_of_them_by_default_and_each_of_them_when_negotiated()
    {
        await StoreAsync(
            Image("1"), Image("2").SetString(Tags.Modality, "PT"), Image("3"), Image("3", series: 2).SetString(Tags.Modality, "PT"),
            Image("4").SetString(Tags.Modality, "MR").SetString(Tags.OtherPatientIDs, @"A\B\C"));

        Assert.Equal("1,2,3", await StudiesAsync(Identifier("STUDY", (Tags.ModalitiesInStudy, @"CT\PT"))));
        Assert.Equal("3", await StudiesAsync(Identifier("STUDY", (Tags.ModalitiesInStudy, @"CT\PT")), QueryFeatures.MultipleValues));
        Assert.Equal("3", await StudiesAsync(Identifier("STUDY", (Tags.ModalitiesInStudy, @"PT\CT")), QueryFeatures.MultipleValues));
        Assert.Equal("4", await StudiesAsync(Identifier("STUDY", (Tags.OtherPatientIDs, @"C\A")), QueryFeatures.MultipleValues));
        Assert.Equal("", await StudiesAsync(Identifier("STUDY", (Tags.OtherPatientIDs, @"C\D")), QueryFeatures.MultipleValues));
        Assert.Equal("4", await StudiesAsync(Identifier("STUDY", (Tags.OtherPatientIDs, @"C\D"))));
        Assert.Equal("1,2", await StudiesAsync(Identifier("STUDY", (Tags.StudyInstanceUID, @"1\2")), QueryFeatures.MultipleValues)); // a list of UID stays one
    }

    [Theory]
    [InlineData("20260705-20260707", "1000-1800", "1,3,4", "1,2,3,4")]
    [InlineData("20260705-", "1000-", "1,3,4,5", "1,2,3,4,5")]
    [InlineData("-20260707", "-1800", "1,2,3,4,6", "1,2,3,4,6")]
    [InlineData("20260705-", "-1800", "1,2,3,4,5", "1,2,3,4,5")] // of different forms: each for itself
    [InlineData("20260706", "0500-0700", "2", "2")]
    public async Task A_range_of_dates_and_one_of_times_are_one_range_of_moments_when_negotiated(string dates, string times, string apart, string combined)
    {
        await StoreAsync(
            At("1", "20260705", "1000"), At("2", "20260706", "0600"), At("3", "20260707", "1800"), At("4", "20260706", "1200"),
            At("5", "20260708", "1200"), At("6", "20260704", "1200"), At("7", "20260705", "", date: ""));
        DataSet Keys() => Identifier("STUDY", (Tags.StudyDate, dates), (Tags.StudyTime, times));

        Assert.Equal(apart, await StudiesAsync(Keys()));
        Assert.Equal(combined, await StudiesAsync(Keys(), QueryFeatures.CombinedDateTime));
    }

    [Fact]
    public async Task Where_no_time_is_known_the_date_decides_of_the_moment()
    {
        await StoreAsync(At("1", "20260705", ""), At("2", "20260707", ""), At("3", "20260708", ""));

        Assert.Equal("1,2", await StudiesAsync(Identifier("STUDY", (Tags.StudyDate, "20260705-20260707"), (Tags.StudyTime, "1000-1800")), QueryFeatures.CombinedDateTime));
    }

    [Theory]
    [InlineData("20260706", "", "1,2,4")] // 2 was on the 5th by its own clock, 4 says nothing of its clock
    [InlineData("20260706", "08", "2")]
    [InlineData("20260706", "2300-", "1,4")]
    [InlineData("20260707", "", "3")]
    [InlineData("20260705", "", "")]
    [InlineData("20260706-20260707", "0700-0900", "2,3")]
    public async Task Dates_and_times_are_compared_at_the_offset_of_the_query_when_negotiated(string date, string time, string studies)
    {
        await StoreAsync(
            At("1", "20260706", "2330", "+0900"), At("2", "20260705", "2330", "+0000"), At("3", "20260706", "2330", "+0000"), At("4", "20260706", "2330"));

        Assert.Equal(studies, await StudiesAsync(
            Identifier("STUDY", (Tags.TimezoneOffsetFromUTC, "+0900"), (Tags.StudyDate, date), (Tags.StudyTime, time)), QueryFeatures.TimezoneAdjustment));
    }

    [Fact]
    public async Task Combined_moments_are_compared_at_the_offset_of_the_query()
    {
        await StoreAsync(At("1", "20260705", "2330", "+0000"), At("2", "20260706", "0600", "+0900"), At("3", "20260706", "2330", "+0000"));

        Assert.Equal("1", await StudiesAsync(
            Identifier("STUDY", (Tags.TimezoneOffsetFromUTC, "+0900"), (Tags.StudyDate, "20260706-20260707"), (Tags.StudyTime, "0800-0800")),
            QueryFeatures.TimezoneAdjustment | QueryFeatures.CombinedDateTime));
    }

    [Fact]
    public async Task The_offset_of_a_query_changes_nothing_when_not_negotiated()
    {
        await StoreAsync(At("1", "20260705", "2330", "+0000"));

        Assert.Equal("1", await StudiesAsync(Identifier("STUDY", (Tags.TimezoneOffsetFromUTC, "+0900"), (Tags.StudyDate, "20260705"))));
    }

    [Fact]
    public async Task A_sequence_matches_where_one_item_matches_all_keys()
    {
        DataSet Request(string procedure, string step) => new DataSet().SetString(Tags.RequestedProcedureID, procedure).SetString(Tags.ScheduledProcedureStepID, step);
        await StoreAsync(
            Image("1.2").SetItems(Tags.RequestAttributesSequence, Request("RP1", "S1"), Request("RP2", "S2")),
            Image("1.2", series: 2).SetItems(Tags.RequestAttributesSequence, Request("RP1", "S2")),
            Image("1.2", series: 3).SetItems(Tags.RequestAttributesSequence, []),
            Image("1.2", series: 4));
        async Task<string> SeriesAsync(params DataSet[] items) => Uids(
            await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "")).SetItems(Tags.RequestAttributesSequence, items)), Tags.SeriesInstanceUID);

        Assert.Equal("1.2.1", await SeriesAsync(Request("RP1", "S1")));
        Assert.Equal("1.2.2", await SeriesAsync(Request("RP1", "S2")));
        Assert.Equal("1.2.1,1.2.2", await SeriesAsync(Request("RP*", "S2")));
        Assert.Equal("1.2.1,1.2.2", await SeriesAsync(Request("RP1", "")));
        Assert.Equal("1.2.1,1.2.2,1.2.3,1.2.4", await SeriesAsync(Request("", "")));
        Assert.Equal("1.2.1,1.2.2,1.2.3,1.2.4", await SeriesAsync(new DataSet()));
        Assert.Equal("1.2.1,1.2.2,1.2.3,1.2.4", await SeriesAsync());
        Assert.Equal("", await SeriesAsync(Request("RP3", "")));
        Assert.Equal("1.2.1", await SeriesAsync(Request("RP2", ""), Request("RP3", ""))); // there should be one item: the first counts
    }

    [Fact]
    public async Task Sequences_inside_sequences_match_too()
    {
        DataSet Code(string value) => new DataSet().SetString(Tags.CodeValue, value).SetString(Tags.CodingSchemeDesignator, "99X");
        DataSet Request(string code) => new DataSet().SetItems(Tags.RequestedProcedureCodeSequence, Code(code));
        await StoreAsync(
            Image("1").SetItems(Tags.ProcedureCodeSequence, Code("A"), Code("B")),
            Image("2").SetItems(Tags.ProcedureCodeSequence, Code("C")),
            Image("3").SetItems(Tags.RequestAttributesSequence, Request("D")));

        Assert.Equal("1", await StudiesAsync(new DataSet().SetItems(Tags.ProcedureCodeSequence, Code("B"))));
        Assert.Equal("2", await StudiesAsync(new DataSet().SetItems(Tags.ProcedureCodeSequence, new DataSet().SetString(Tags.CodeValue, "C"))));
        Assert.Single(await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "3")).SetItems(Tags.RequestAttributesSequence, Request("D"))));
        Assert.Empty(await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "3")).SetItems(Tags.RequestAttributesSequence, Request("E"))));
    }

    [Fact]
    [Requirement("TIGER-26")]
    public async Task Animals_are_found_by_their_species_breed_and_owner()
    {
        await StoreAsync(
            Image("1").SetString(Tags.ResponsiblePerson, "Roe^Richard").SetString(Tags.PatientSpeciesDescription, "Canine").SetString(Tags.PatientBreedDescription, "Beagle"),
            Image("2").SetString(Tags.ResponsiblePerson, "ROE^RICHARD").SetString(Tags.PatientSpeciesDescription, "Feline").SetString(Tags.PatientSexNeutered, "ALTERED"),
            Image("3").SetString(Tags.ResponsibleOrganization, "Shelter"));

        Assert.Equal("1,2", await StudiesAsync(Identifier("STUDY", (Tags.ResponsiblePerson, "roe^richard"))));
        Assert.Equal("1", await StudiesAsync(Identifier("STUDY", (Tags.ResponsiblePerson, "roe*"), (Tags.PatientSpeciesDescription, "Canine"))));
        Assert.Equal("1", await StudiesAsync(Identifier("STUDY", (Tags.PatientBreedDescription, "Bea*"))));
        Assert.Equal("2", await StudiesAsync(Identifier("STUDY", (Tags.PatientSexNeutered, "ALTERED"))));
        Assert.Equal("3", await StudiesAsync(Identifier("STUDY", (Tags.ResponsibleOrganization, "Shelter"))));
    }

    [Fact]
    public async Task What_the_archive_counts_can_be_matched()
    {
        await StoreAsync(Image("1"), Image("2"), Image("2", series: 2), Image("2", series: 2, instance: 2));

        Assert.Equal("2", await StudiesAsync(Identifier("STUDY", (Tags.NumberOfStudyRelatedSeries, "2"))));
        Assert.Equal("2", await StudiesAsync(Identifier("STUDY", (Tags.NumberOfStudyRelatedInstances, "03"))));
        Assert.Equal("2.2", Uids(await FindAsync(Identifier("SERIES", (Tags.StudyInstanceUID, "2"), (Tags.SeriesInstanceUID, ""), (Tags.NumberOfSeriesRelatedInstances, "2"))), Tags.SeriesInstanceUID));
    }

    [Fact]
    public async Task What_the_archive_says_of_itself_is_no_key()
    {
        await StoreAsync(Image("1"));

        Assert.Equal("1", await StudiesAsync(Identifier("STUDY", (Tags.RetrieveAETitle, "OTHER"), (Tags.InstanceAvailability, "OFFLINE"))));
    }

    [Fact]
    public async Task A_key_is_read_by_the_dictionary_whatever_vr_it_came_with()
    {
        await StoreAsync(Image("1").SetString(Tags.StudyDate, "20260101"), Image("2").SetString(Tags.StudyDate, "20260102"));

        Assert.Equal("2", await StudiesAsync(new DataSet().Set(Tags.StudyDate, Vr.LO, "20260102-"u8.ToArray())));
        Assert.Equal("2", await StudiesAsync(new DataSet().Set(Tags.StudyDate, Vr.UN, "20260102-"u8.ToArray())));
        Assert.Equal("1,2", await StudiesAsync(new DataSet().SetItems(Tags.PatientSex))); // a sequence where a text belongs asks nothing
        Assert.Equal("1,2", await StudiesAsync(new DataSet().Set(Tags.ProcedureCodeSequence, Vr.LO, "x"u8.ToArray())));
    }

    private static DataSet At(string study, string day, string time, string? offset = null, string? date = null)
    {
        var image = Image(study).SetString(Tags.StudyDate, date ?? day).SetString(Tags.StudyTime, time);
        return offset is null ? image : image.SetString(Tags.TimezoneOffsetFromUTC, offset);
    }
}
