using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>Nothing is answered, and found, that another object of the same series or study has: absent means empty at its level.</summary>
public abstract class AnswerLevelContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    public static TheoryData<string> KeptOfSeriesAndInstances => new(Kept(IndexedAttributes.Series.Intersect(IndexedAttributes.Instance)));

    public static TheoryData<string> KeptOfStudyAndSeries => new(Kept(IndexedAttributes.Study.Intersect(IndexedAttributes.Series)));

    [Theory]
    [MemberData(nameof(KeptOfSeriesAndInstances))]
    public async Task An_image_neither_answers_nor_matches_what_another_image_has(string keyword)
    {
        var tag = Named(keyword);
        await StoreAsync(Fill(Image("1.2"), tag), Image("1.2", instance: 2));

        Assert.Equal([true, false], await HaveAsync(Ask(Images(), tag), tag));
        Assert.Equal("1.2.1.1", Uids(await FindAsync(Fill(Images(), tag)), Tags.SOPInstanceUID));
        Assert.Equal([true], await HaveAsync(Ask(Identifier("SERIES", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "")), tag), tag));
    }

    [Theory]
    [MemberData(nameof(KeptOfSeriesAndInstances))]
    public async Task An_image_answers_and_matches_what_the_first_image_of_its_series_does_not_have(string keyword)
    {
        var tag = Named(keyword);
        await StoreAsync(Image("1.2"), Fill(Image("1.2", instance: 2), tag));

        Assert.Equal([false, true], await HaveAsync(Ask(Images(), tag), tag));
        Assert.Equal("1.2.1.2", Uids(await FindAsync(Fill(Images(), tag)), Tags.SOPInstanceUID));
    }

    [Theory]
    [MemberData(nameof(KeptOfStudyAndSeries))]
    public async Task A_series_neither_answers_nor_matches_what_another_series_has(string keyword)
    {
        var tag = Named(keyword);
        await StoreAsync(Fill(Image("1.2"), tag), Image("1.2", series: 2));
        DataSet Series() => Identifier("SERIES", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, ""));

        Assert.Equal([true, false], await HaveAsync(Ask(Series(), tag), tag));
        Assert.Equal([true], await HaveAsync(Ask(Identifier("STUDY", (Tags.StudyInstanceUID, "1.2")), tag), tag));
        Assert.Equal("1.2.1", Uids(await FindAsync(Fill(Series(), tag)), Tags.SeriesInstanceUID));
    }

    [Fact]
    public async Task Two_quotation_marks_find_the_image_that_has_nothing_though_its_series_has()
    {
        await StoreAsync(Image("1.2").SetString(Tags.ContrastBolusAgent, "IODINE"), Image("1.2", instance: 2));

        var found = await FindAsync(Images().SetString(Tags.ContrastBolusAgent, "\"\""), QueryFeatures.EmptyValues);

        Assert.Equal("1.2.1.2", Uids(found, Tags.SOPInstanceUID));
    }

    [Fact]
    public async Task The_offset_of_another_object_moves_no_time()
    {
        await StoreAsync(
            Image("1.2").SetString(Tags.ContentDate, "20260102").SetString(Tags.ContentTime, "1000").SetString(Tags.TimezoneOffsetFromUTC, "+0100"),
            Image("1.2", instance: 2).SetString(Tags.ContentDate, "20260102").SetString(Tags.ContentTime, "1000"));
        var identifier = Images().SetString(Tags.ContentDate, "").SetString(Tags.ContentTime, "").SetString(Tags.TimezoneOffsetFromUTC, "+0300");

        var answers = (await FindAsync(identifier, QueryFeatures.TimezoneAdjustment)).OrderBy(answer => answer.GetString(Tags.SOPInstanceUID), StringComparer.Ordinal).ToList();

        Assert.Equal(["120000", "1000"], answers.Select(answer => answer.GetString(Tags.ContentTime)));
        Assert.Equal(["+0300", null], answers.Select(answer => answer.GetString(Tags.TimezoneOffsetFromUTC)));
        Assert.Equal("1.2.1.1", Uids(await FindAsync(identifier.SetString(Tags.ContentTime, "12"), QueryFeatures.TimezoneAdjustment), Tags.SOPInstanceUID));
        Assert.Equal("1.2.1.2", Uids(await FindAsync(identifier.SetString(Tags.ContentTime, "10"), QueryFeatures.TimezoneAdjustment), Tags.SOPInstanceUID));
    }

    [Fact]
    public async Task A_patient_has_no_offset_from_utc()
    {
        await StoreAsync(Image("1.2").SetString(Tags.TimezoneOffsetFromUTC, "+0100"));

        var answer = Assert.Single(await FindAsync(Request(Identifier("PATIENT", (Tags.PatientID, ""), (Tags.TimezoneOffsetFromUTC, "")), model: InformationModel.PatientRoot)));

        Assert.False(answer.Contains(Tags.TimezoneOffsetFromUTC));
    }

    private static DataSet Images() => Identifier("IMAGE", (Tags.StudyInstanceUID, "1.2"), (Tags.SeriesInstanceUID, "1.2.1"), (Tags.SOPInstanceUID, ""));

    private static DataSet Ask(DataSet identifier, Tag tag) => identifier.Set(DictionaryVr.EmptyOf(tag, ElementDictionary.GetVr(tag)));

    private static DataSet Fill(DataSet dataSet, Tag tag) => ElementDictionary.GetVr(tag) switch
    {
        Vr.SQ => dataSet.SetItems(tag, new DataSet().SetString(Tags.CodeValue, "X")),
        Vr.UI => dataSet.SetString(tag, "1.2.3.4.5"),
        _ => dataSet.SetString(tag, "X"),
    };

    /// <summary>Whether each answer, in the order of what was stored, has a value.</summary>
    private async Task<IEnumerable<bool>> HaveAsync(DataSet identifier, Tag tag) => (await FindAsync(identifier))
        .OrderBy(answer => answer.GetString(Tags.SeriesInstanceUID) + answer.GetString(Tags.SOPInstanceUID), StringComparer.Ordinal)
        .Select(answer => answer.TryGet(tag, out var element) && !element.IsEmpty);

    // The offset is no key: tests of its own.
    private static IEnumerable<string> Kept(IEnumerable<Tag> tags) => tags.Where(tag => tag != Tags.TimezoneOffsetFromUTC)
        .Select(tag => ElementDictionary.TryGet(tag, out var entry) ? entry.Keyword : throw new InvalidOperationException($"{tag} is in no dictionary."));
}
