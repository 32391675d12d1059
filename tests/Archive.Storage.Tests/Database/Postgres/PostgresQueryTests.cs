using Archive.Protocol.Data;
using Archive.Storage.Index;
using Archive.Storage.Tests.Index;

namespace Archive.Storage.Tests.Database.Postgres;

/// <summary>The same rows in SQLite and in PostgreSQL give the same answers in the same order: the queries are ready for a cluster.</summary>
public sealed class PostgresQueryTests(ComparedIndexes indexes) : IClassFixture<ComparedIndexes>
{
    public static TheoryData<string, string> Queries
    {
        get
        {
            var queries = new TheoryData<string, string>();
            string[] ofPatient =
            [
                "", "PatientID=P7", "PatientID=P1*", @"PatientID=P7\P8", "PatientID=*7*", "PatientID=\"\"", "PatientName=Smith*", "PatientName=*MITH^J*", "PatientName=Sm?th^*",
                "PatientName=muller^jurgen", "PatientName=*山*", "PatientName=山田*", "PatientName==山田*", "PatientName=*たろう", "PatientName=*100%", "PatientName=A_B*",
                "PatientName=*[c]", "PatientBirthDate=19500101-19701231", "PatientSex=F", "OtherPatientIDs=X3", "ResponsiblePerson=Roe*", "PatientName=\"\"",
                "NumberOfPatientRelatedStudies=;NumberOfPatientRelatedSeries=;NumberOfPatientRelatedInstances=", @"PatientName=smith*\*山*\P*",
            ];
            string[] ofStudy =
            [
                "StudyDate=20260110", "StudyDate=20260105-20260115", "StudyDate=-20260103", "StudyDate=20260120-;StudyTime=1000-1200", "StudyDate=20260120-;ModalitiesInStudy=MR",
                @"ModalitiesInStudy=MR\CT", "ModalitiesInStudy=M*", "ModalitiesInStudy=\"\"", "SOPClassesInStudy=1.2.840.10008.5.1.4.1.1.2", "AccessionNumber=A12", "AccessionNumber=A1*",
                @"StudyInstanceUID=1.5\1.7\1.500", "StudyDescription=*thorax*", "StudyDescription=*Thorax*", "StudyID=S?", "ReferringPhysicianName=*roe*",
                "ProcedureCodeSequence.CodeValue=C2", "RequestAttributesSequence.RequestedProcedureID=RP9",
            ];
            foreach (var keys in ofPatient)
                queries.Add("PATIENT", keys);
            foreach (var keys in ofPatient.Concat(ofStudy))
            {
                queries.Add("STUDY", keys);
                queries.Add("SERIES", keys + ";Modality=");
                queries.Add("IMAGE", keys + ";InstanceNumber=1");
            }

            queries.Add("IMAGE", @"SOPInstanceUID=1.5.1.1\1.7.2.1");
            return queries;
        }
    }

    [Theory]
    [MemberData(nameof(Queries))]
    public async Task Every_query_is_answered_as_by_sqlite(string level, string keys)
    {
        var request = new FindRequest(InformationModel.PatientRoot, Identifiers.Parse(level, keys))
        {
            RetrieveAeTitle = "ARCHIVE",
            Features = QueryFeatures.Relational | QueryFeatures.CombinedDateTime | QueryFeatures.EmptyValues,
        };

        Assert.Equal(await AnswersAsync(indexes.Sqlite, request), await AnswersAsync(indexes.Postgres, request));
    }

    [Fact]
    public async Task Names_that_sound_alike_are_found_as_by_sqlite()
    {
        var request = new FindRequest(InformationModel.StudyRoot, Identifiers.Parse("STUDY", "PatientName=Smyth")) { RetrieveAeTitle = "ARCHIVE", Features = QueryFeatures.FuzzyNames };

        var answers = await AnswersAsync(indexes.Postgres, request);

        Assert.NotEmpty(answers);
        Assert.Equal(await AnswersAsync(indexes.Sqlite, request), answers);
    }

    [Fact]
    public async Task A_retrieval_locates_what_sqlite_does()
    {
        var request = new RetrieveRequest(InformationModel.PatientRoot, Identifiers.Parse("PATIENT", "PatientID=P7"));

        Assert.Equal(await LocatedAsync(indexes.Sqlite, request), await LocatedAsync(indexes.Postgres, request));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData("1.7", null)]
    [InlineData("1.7", "1.7.2.1")]
    [InlineData(null, "1.7.2.1")]
    public async Task Versions_are_listed_as_by_sqlite(string? study, string? instance)
    {
        async Task<List<StoredInstance>> ListAsync(IArchiveIndex index) => await index.FindVersionsAsync(
            study is null ? null : new StudyInstanceUid(study), instance is null ? null : new SopInstanceUid(instance)).ToListAsync();
        var listed = await ListAsync(indexes.Postgres);

        Assert.NotEmpty(listed);
        Assert.Equal(await ListAsync(indexes.Sqlite), listed);
    }

    [Fact]
    public async Task What_lies_where_is_said_as_by_sqlite()
    {
        var all = await indexes.Postgres.ReadAllInstancesAsync().ToListAsync();

        Assert.Equal(await indexes.Sqlite.ReadAllInstancesAsync().ToListAsync(), all);
        Assert.Contains(all, stored => !stored.IsCurrent);
        Assert.Equal(await indexes.Sqlite.CountVersionsAsync(), await indexes.Postgres.CountVersionsAsync());
        foreach (var stored in all.Where((_, i) => i % 100 == 0).Append(all.Last(stored => !stored.IsCurrent)))
            Assert.Equal(stored, await indexes.Postgres.FindBlobAsync(stored.Storage.Blob));
    }

    private static async Task<List<string>> AnswersAsync(IArchiveIndex index, FindRequest request)
    {
        var answers = new List<string>();
        await foreach (var answer in index.FindAsync(request))
            answers.Add(string.Join(' ', answer.Where(element => !element.IsSequence).Select(element => $"{element.Tag}={Convert.ToHexString(element.Value.Span)}")));
        return answers;
    }

    private static async Task<List<StoredInstance>> LocatedAsync(IArchiveIndex index, RetrieveRequest request)
    {
        var located = new List<StoredInstance>();
        await foreach (var instance in index.LocateAsync(request))
            located.Add(instance);
        Assert.NotEmpty(located);
        return located;
    }
}
