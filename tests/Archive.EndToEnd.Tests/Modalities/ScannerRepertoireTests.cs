using Archive.EndToEnd.Tests.Queries;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Modalities;

/// <summary>Each scanner is answered in the character sets that it reads, however the object came.</summary>
public sealed class ScannerRepertoireTests(ScannerRepertoireTests.ScannerNode fixture) : IClassFixture<ScannerRepertoireTests.ScannerNode>
{
    /// <summary>Reads the default repertoire and Latin-1.</summary>
    private const string Vereos = "VEREOS";

    /// <summary>Reads Japanese with code extensions as well, and no UTF-8.</summary>
    private const string Oasis = "OASIS";

    private const string Japanese = "Yamada^Tarou=山田^太郎=やまだ^たろう";

    [Theory]
    [InlineData(Vereos, "ISO_IR 192", "Müller^Jürgen", "ISO_IR 100", "Müller^Jürgen")]
    [InlineData(Vereos, "ISO_IR 100", "Müller^Jürgen", "ISO_IR 100", "Müller^Jürgen")]
    [InlineData(Vereos, "ISO_IR 192", "Smith^John", "", "Smith^John")]
    [InlineData(Vereos, @"\ISO 2022 IR 87", Japanese, "", "Yamada^Tarou=??^??=???^???")]
    [InlineData(Oasis, "ISO_IR 192", Japanese, @"\ISO 2022 IR 87", Japanese)]
    [InlineData(Oasis, @"\ISO 2022 IR 87", Japanese, @"\ISO 2022 IR 87", Japanese)]
    [InlineData(Oasis, "ISO_IR 192", "Müller^Jürgen", "ISO_IR 100", "Müller^Jürgen")]
    [InlineData("ANYONE", "ISO_IR 192", Japanese, "ISO_IR 192", Japanese)]
    [InlineData("ANYONE", @"\ISO 2022 IR 87", Japanese, @"\ISO 2022 IR 87", Japanese)]
    [Requirement("VEREOS-33")]
    [Requirement("OASIS-45")]
    [Requirement("MX1-28")]
    public async Task Names_are_written_in_what_the_scanner_reads(string scanner, string stored, string name, string declared, string read)
    {
        var instance = await StoreAsync(stored, name);

        var answer = Assert.Single(await FindAsync(scanner, new DataSet()
            .SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, instance.Study.Value).SetString(Tags.PatientName, "")));

        Assert.Equal(declared, string.Join('\\', answer.GetStrings(Tags.SpecificCharacterSet)));
        Assert.Equal(read, answer.GetString(Tags.PatientName));
    }

    [Theory]
    [InlineData("Yamada^*")]
    [InlineData("山田*")]
    [InlineData("やまだ^たろう")]
    [InlineData("*太郎")]
    [Requirement("MX1-34")]
    public async Task A_patient_is_found_by_every_way_to_write_the_name_in_any_repertoire(string key)
    {
        foreach (var stored in new[] { "ISO_IR 192", @"\ISO 2022 IR 87" })
        {
            var instance = await StoreAsync(stored, Japanese);
            foreach (var asked in new[] { "ISO_IR 192", @"\ISO 2022 IR 87", "GB18030" })
            {
                var identifier = new DataSet().SetString(Tags.SpecificCharacterSet, asked)
                    .SetString(Tags.QueryRetrieveLevel, "STUDY").SetString(Tags.StudyInstanceUID, instance.Study.Value).SetString(Tags.PatientName, key);
                Assert.Single(await FindAsync("ANYONE", identifier));
            }
        }
    }

    [Theory]
    [InlineData("O")]
    [InlineData("")]
    [Requirement("TIGER-26")]
    [Requirement("TIGER-27")]
    public async Task Animals_are_found_by_who_is_responsible_for_them(string sex)
    {
        var instance = TestData.Ct(patientName: "Rex", patientId: $"ANIMAL-{Guid.NewGuid():N}");
        instance.DataSet.SetString(Tags.PatientSex, sex).SetString(Tags.PatientBirthDate, "")
            .SetString(Tags.PatientSpeciesDescription, "Canine").SetString(Tags.PatientBreedDescription, "Invented shepherd").SetString(Tags.PatientSexNeutered, "ALTERED")
            .SetString(Tags.ResponsiblePerson, "Owner^Olga").SetString(Tags.ResponsiblePersonRole, "OWNER").SetString(Tags.ResponsibleOrganization, "Invented clinic");
        Assert.Equal(DimseStatus.Success, await fixture.Node.StoreAsync(WireObject.Of(instance)));
        Tag[] returned = [Tags.PatientSex, Tags.PatientSpeciesDescription, Tags.PatientBreedDescription, Tags.PatientSexNeutered, Tags.ResponsiblePersonRole, Tags.ResponsibleOrganization];

        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, "PATIENT").SetString(Tags.ResponsiblePerson, "OWNER^*").SetString(Tags.PatientID, instance.DataSet.GetString(Tags.PatientID)!);
        foreach (var tag in returned)
            identifier.SetString(tag, "");
        var answer = Assert.Single(await FindAsync("ANYONE", identifier, InformationModel.PatientRoot));

        Assert.All(returned, tag => Assert.Equal(instance.DataSet.GetString(tag), answer.GetString(tag)));
        Assert.Empty(await FindAsync("ANYONE", identifier.SetString(Tags.ResponsiblePerson, "Other^*"), InformationModel.PatientRoot));
    }

    private async Task<TestInstance> StoreAsync(string characterSet, string name)
    {
        var instance = TestData.Ct();
        instance.DataSet.SetString(Tags.SpecificCharacterSet, characterSet).SetString(Tags.PatientName, name);
        Assert.Equal(DimseStatus.Success, await fixture.Node.StoreAsync(WireObject.Of(instance)));
        return instance;
    }

    private async Task<IReadOnlyList<DataSet>> FindAsync(string calling, DataSet identifier, InformationModel model = InformationModel.StudyRoot)
    {
        await using var association = await ScuAssociation.ConnectAsync(fixture.Node.Call(calling).Propose(model.Find(), TransferSyntax.ImplicitVrLittleEndian));
        var messages = await association.FindAsync(model.Find(), identifier).ToListAsync();
        await association.ReleaseAsync();
        Assert.Equal(DimseStatus.Success, messages[^1].Response.Status);
        return [.. messages[..^1].Select(message => message.ReadDataSet())];
    }

    /// <summary>A node that knows what each scanner reads.</summary>
    public sealed class ScannerNode : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public NodeProcess Node { get; private set; } = null!;

        public async Task InitializeAsync() => Node = await NodeProcess.StartAsync(_folder["data"],
            $"--Archive:Peers:0:AeTitle={Vereos}", "--Archive:Peers:0:CharacterSets:0=ISO_IR 100",
            $"--Archive:Peers:1:AeTitle={Oasis}", "--Archive:Peers:1:CharacterSets:0=ISO_IR 100", @"--Archive:Peers:1:CharacterSets:1=\ISO 2022 IR 87");

        public async Task DisposeAsync()
        {
            await Node.DisposeAsync();
            _folder.Dispose();
        }
    }
}
