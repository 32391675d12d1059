using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;
using static Archive.Storage.Tests.Index.Objects;

namespace Archive.Storage.Tests.Index;

/// <summary>The archive's own studies are there for the archive and for nobody else.</summary>
public abstract class ReservedStudyContract(Func<TemporaryFolder, IStorageUnderTest> open) : QueryContract(open)
{
    private static readonly string Reserved = ReservedStudies.Of(7).Value;

    public static TheoryData<InformationModel, string, string> Queries
    {
        get
        {
            var queries = new TheoryData<InformationModel, string, string>();
            string[] keys = ["", "PatientName=Doe*", "PatientName=*oe*", "StudyDate=20260102", $"StudyInstanceUID={Reserved}", "ModalitiesInStudy=CT"];
            foreach (var key in keys)
            {
                queries.Add(InformationModel.PatientRoot, "PATIENT", key);
                queries.Add(InformationModel.StudyRoot, "STUDY", key);
                queries.Add(InformationModel.StudyRoot, "SERIES", key);
                queries.Add(InformationModel.PatientRoot, "IMAGE", key);
            }

            queries.Add(InformationModel.StudyRoot, "SERIES", $"SeriesInstanceUID={Reserved}.1");
            queries.Add(InformationModel.StudyRoot, "IMAGE", $"SOPInstanceUID={Reserved}.1.1");
            queries.Add(InformationModel.StudyRoot, "IMAGE", $"StudyInstanceUID={Reserved};SeriesInstanceUID={Reserved}.1;SOPInstanceUID={Reserved}.1.1");
            return queries;
        }
    }

    public static TheoryData<string, string> Retrievals => new()
    {
        { "STUDY", $"StudyInstanceUID={Reserved}" },
        { "STUDY", $@"StudyInstanceUID={Reserved}\1.2" },
        { "SERIES", $"StudyInstanceUID={Reserved};SeriesInstanceUID={Reserved}.1" },
        { "IMAGE", $"SOPInstanceUID={Reserved}.1.1" },
    };

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task No_query_finds_them_and_that_of_the_archive_nothing_else(InformationModel model, string level, string keys)
    {
        await StoreBothAsync();
        var request = Request(Identifiers.Parse(level, keys), QueryFeatures.Relational, model);
        var tag = level == "PATIENT" ? Tags.PatientID : Tags.StudyInstanceUID;

        Assert.DoesNotContain(await FindAsync(request), answer => answer.GetString(tag) is not ("P1" or "1.2"));
        Assert.DoesNotContain(await FindAsync(request with { OfReservedStudies = true }), answer => answer.GetString(tag) is "P1" or "1.2");
        Assert.Single(await FindAsync(request with { OfReservedStudies = true }));
    }

    [Theory]
    [MemberData(nameof(Retrievals))]
    public async Task No_retrieval_names_them_and_that_of_the_archive_nothing_else(string level, string keys)
    {
        await StoreBothAsync();
        var request = new RetrieveRequest(InformationModel.StudyRoot, Identifiers.Parse(level, keys), IsRelational: true);

        Assert.DoesNotContain(await Storage.Index.LocateAsync(request).ToListAsync(), instance => ReservedStudies.Contains(instance.Study));
        Assert.Equal(Reserved, Assert.Single(await Storage.Index.LocateAsync(request with { OfReservedStudies = true }).ToListAsync()).Study.Value);
    }

    [Fact]
    public async Task They_are_counted_with_no_patients_studies()
    {
        await StoreBothAsync();
        await StoreAsync(Image("1.3").SetString(Tags.PatientID, ""));
        var identifier = Identifiers.Parse("STUDY", "NumberOfPatientRelatedStudies=;NumberOfPatientRelatedInstances=");

        var answers = await FindAsync(identifier);

        Assert.Equal(2, answers.Count);
        Assert.All(answers, answer => Assert.Equal(("1", "1"), (answer.GetString(Tags.NumberOfPatientRelatedStudies), answer.GetString(Tags.NumberOfPatientRelatedInstances))));
    }

    private Task StoreBothAsync() => StoreAsync(Image("1.2"), Image(Reserved).SetString(Tags.PatientID, ""));
}
