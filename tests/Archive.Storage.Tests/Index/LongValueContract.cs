using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>Values that are longer than the standard allows, and than an index has room for, are found and told apart as others are.</summary>
public abstract class LongValueContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    private static readonly string Z280 = new('Z', 280);

    [Theory]
    [InlineData("PatientID")]
    [InlineData("AccessionNumber")]
    [InlineData("PatientName")]
    [InlineData("OtherPatientIDs")]
    [InlineData("ModalitiesInStudy")]
    [InlineData("StudyDescription")]
    [InlineData("ReferringPhysicianName")]
    public async Task A_study_is_found_by_the_whole_value_alone(string keyword)
    {
        await StoreAsync(With("1", keyword, $"{Z280}1"), With("2", keyword, $"{Z280}2"), With("3", keyword, Z280));

        Assert.Equal("1", await FindStudiesAsync(keyword, $"{Z280}1"));
        Assert.Equal("3", await FindStudiesAsync(keyword, Z280));
        Assert.Equal("", await FindStudiesAsync(keyword, Z280[..256]));
        Assert.Equal("1,3", await FindStudiesAsync(keyword, $@"{Z280}1\{Z280}"));
    }

    [Theory]
    [InlineData("PatientID")]
    [InlineData("AccessionNumber")]
    [InlineData("PatientName")]
    [InlineData("ReferringPhysicianName")]
    public async Task Wild_cards_see_the_whole_value_and_nothing_else(string keyword)
    {
        await StoreAsync(With("1", keyword, $"{Z280}MIDDLE{Z280}END"), With("2", keyword, $"{Z280}2"), With("3", keyword, "SHORT"));

        Assert.Equal("1,2", await FindStudiesAsync(keyword, "Z*"));
        Assert.Equal("1,2", await FindStudiesAsync(keyword, $"{Z280[..270]}*"));
        Assert.Equal("1", await FindStudiesAsync(keyword, $"{Z280}M*"));
        Assert.Equal("1", await FindStudiesAsync(keyword, "*END"));
        Assert.Equal("1", await FindStudiesAsync(keyword, "*ZMIDDLEZ*"));
        Assert.Equal("1", await FindStudiesAsync(keyword, "Z*E?D"));
        Assert.Equal("2", await FindStudiesAsync(keyword, $"{Z280}?"));
        Assert.Equal("1,3", await FindStudiesAsync(keyword, @"S*\*END"));
        foreach (var digit in "013456789ABCF")
            Assert.Equal("", await FindStudiesAsync(keyword, $"*{digit}*"));
    }

    [Fact]
    public async Task A_name_is_found_by_its_sound_and_by_each_of_its_groups()
    {
        var smith = $"{Z280}^SMITH";
        await StoreAsync(With("1", "PatientName", $"{smith}=山田^{new string('太', 300)}郎=やまだ"), With("2", "PatientName", $"{Z280}^MILLER"));

        Assert.Equal("1", await StudiesAsync(Identifier("STUDY", (Tags.PatientName, $"{Z280}^smyth")), QueryFeatures.FuzzyNames));
        Assert.Equal("1", await FindStudiesAsync("PatientName", smith.ToLowerInvariant()));
        Assert.Equal("1", await FindStudiesAsync("PatientName", $"山田^{new string('太', 300)}郎"));
        Assert.Equal("1", await FindStudiesAsync("PatientName", "*郎"));
        Assert.Equal("1", await FindStudiesAsync("PatientName", "山*郎"));
        Assert.Equal("1", await FindStudiesAsync("PatientName", "*SMITH=山田*=やまだ"));
    }

    [Fact]
    public async Task Patients_are_told_apart_and_retrieved_by_the_whole_of_their_ids()
    {
        await StoreAsync(With("1", "PatientID", $"{Z280}1"), With("2", "PatientID", $"{Z280}2"), With("3", "PatientID", $"{Z280}2"));

        var patients = await FindAsync(Request(Identifier("PATIENT", (Tags.PatientID, "Z*"), (Tags.NumberOfPatientRelatedStudies, "")), model: InformationModel.PatientRoot));
        var retrieved = await Storage.Index.LocateAsync(new RetrieveRequest(InformationModel.PatientRoot, Identifier("PATIENT", (Tags.PatientID, $"{Z280}1")))).ToListAsync();

        Assert.Equal(["1", "2"], patients.Select(patient => patient.GetString(Tags.NumberOfPatientRelatedStudies)).Order(StringComparer.Ordinal));
        Assert.Equal(["1.1.1"], retrieved.Select(instance => instance.Instance.Value));
    }

    [Fact]
    public async Task A_series_and_an_item_of_a_sequence_are_found_by_the_whole_value()
    {
        DataSet Item(string value) => new DataSet().SetString(Tags.RequestedProcedureID, value);
        await StoreAsync(
            With("1", "Modality", $"{Z280}1").SetItems(Tags.RequestAttributesSequence, [Item($"{Z280}1")]),
            With("2", "Modality", $"{Z280}2").SetItems(Tags.RequestAttributesSequence, [Item($"{Z280}2")]));

        var byModality = Identifier("SERIES", (Tags.StudyInstanceUID, ""), (Tags.Modality, $"{Z280}1"));
        var byItem = Identifier("SERIES", (Tags.StudyInstanceUID, "")).SetItems(Tags.RequestAttributesSequence, [Item($"{Z280}2")]);

        Assert.Equal("1", Uids(await FindAsync(byModality, QueryFeatures.Relational), Tags.StudyInstanceUID));
        Assert.Equal("2", Uids(await FindAsync(byItem, QueryFeatures.Relational), Tags.StudyInstanceUID));
    }

    private static DataSet With(string study, string keyword, string value) =>
        Utf8(Image(study)).SetString(keyword == "ModalitiesInStudy" ? Tags.Modality : Named(keyword), value);

    private Task<string> FindStudiesAsync(string keyword, string key) => StudiesAsync(Utf8(Identifier("STUDY")).SetString(Named(keyword), key));
}
