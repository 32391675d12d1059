using Archive.Storage.Journal;
using Archive.Storage.Stores;
using Archive.Storage.Tests.Index;
using Archive.Storage.Tests.Journal;
using Archive.Storage.Tests.Workflow;

namespace Archive.Storage.Tests.Database.SqlServer;

/// <summary>The contracts on a server, a theory for each.</summary>
public sealed class SqlServerContractTests
{
    [SqlServerTheory]
    [ContractData(typeof(Journals))]
    public Task Journal(string test) => ContractDataAttribute.RunAsync(typeof(Journals), test, () => new Journals());

    [SqlServerTheory]
    [ContractData(typeof(Fences))]
    public Task Fence(string test) => ContractDataAttribute.RunAsync(typeof(Fences), test, () => new Fences());

    [SqlServerTheory]
    [ContractData(typeof(Indexes))]
    public Task Index(string test) => ContractDataAttribute.RunAsync(typeof(Indexes), test, () => new Indexes());

    [SqlServerTheory]
    [ContractData(typeof(Versions))]
    public Task Version(string test) => ContractDataAttribute.RunAsync(typeof(Versions), test, () => new Versions());

    [SqlServerTheory]
    [ContractData(typeof(Identification))]
    public Task Identifier(string test) => ContractDataAttribute.RunAsync(typeof(Identification), test, () => new Identification());

    [SqlServerTheory]
    [ContractData(typeof(Matches))]
    public Task Matching(string test) => ContractDataAttribute.RunAsync(typeof(Matches), test, () => new Matches());

    [SqlServerTheory]
    [ContractData(typeof(Agreement))]
    public Task MatchingAgreement(string test) => ContractDataAttribute.RunAsync(typeof(Agreement), test, () => new Agreement());

    [SqlServerTheory]
    [ContractData(typeof(NameMatches))]
    public Task NameMatching(string test) => ContractDataAttribute.RunAsync(typeof(NameMatches), test, () => new NameMatches());

    [SqlServerTheory]
    [ContractData(typeof(Answers))]
    public Task Answer(string test) => ContractDataAttribute.RunAsync(typeof(Answers), test, () => new Answers());

    [SqlServerTheory]
    [ContractData(typeof(AnswerTexts))]
    public Task AnswerText(string test) => ContractDataAttribute.RunAsync(typeof(AnswerTexts), test, () => new AnswerTexts());

    [SqlServerTheory]
    [ContractData(typeof(AnswerLevels))]
    public Task AnswerLevel(string test) => ContractDataAttribute.RunAsync(typeof(AnswerLevels), test, () => new AnswerLevels());

    [SqlServerTheory]
    [ContractData(typeof(AnswerVrs))]
    public Task AnswerVr(string test) => ContractDataAttribute.RunAsync(typeof(AnswerVrs), test, () => new AnswerVrs());

    [SqlServerTheory]
    [ContractData(typeof(ReservedStudies))]
    public Task ReservedStudy(string test) => ContractDataAttribute.RunAsync(typeof(ReservedStudies), test, () => new ReservedStudies());

    [SqlServerTheory]
    [ContractData(typeof(Facts))]
    public Task Fact(string test) => ContractDataAttribute.RunAsync(typeof(Facts), test, () => new Facts());

    [SqlServerTheory]
    [ContractData(typeof(Shares))]
    public Task SharedDatabase(string test) => ContractDataAttribute.RunAsync(typeof(Shares), test, () => new Shares());

    private sealed class Identification() : IdentifierContract(_ => new SqlServerStorage());

    private sealed class Facts() : FactContract(_ => new SqlServerStorage());

    private sealed class Matches() : MatchingContract(_ => new SqlServerStorage());

    private sealed class Agreement() : MatchingAgreementContract(_ => new SqlServerStorage());

    private sealed class NameMatches() : NameMatchingContract(_ => new SqlServerStorage());

    private sealed class Answers() : AnswerContract(_ => new SqlServerStorage());

    private sealed class AnswerTexts() : AnswerTextContract(_ => new SqlServerStorage());

    private sealed class AnswerLevels() : AnswerLevelContract(_ => new SqlServerStorage());

    private sealed class AnswerVrs() : AnswerVrContract(_ => new SqlServerStorage());

    private sealed class ReservedStudies() : ReservedStudyContract(_ => new SqlServerStorage());

    private sealed class Shares : SharedDatabaseContract
    {
        private readonly string _name = SqlServerStorage.MakeDatabase();

        public Shares() => Database = new SharedSqlServer(SqlServerTheoryAttribute.Of(_name));

        protected override SharedDatabase Database { get; }

        protected override void Close() => SqlServerStorage.DropDatabase(_name);
    }

    private sealed class Indexes() : IndexContract(new SqlServerStorage())
    {
        protected override void Close()
        {
        }
    }

    private sealed class Versions() : VersionContract(new SqlServerStorage())
    {
        protected override void Close()
        {
        }
    }

    private sealed class Journals : JournalContract, IDisposable
    {
        private readonly string _database = SqlServerStorage.MakeDatabase();

        public void Dispose() => SqlServerStorage.DropDatabase(_database);

        protected override IStorageUnderTest Open() => new SqlServerStorage(_database);
    }

    private sealed class Fences : FenceContract, IDisposable
    {
        private readonly SqlServerStorage _storage = new();

        public void Dispose() => _storage.Dispose();

        protected override async Task<IEnumerable<bool>> AppendTogetherAsync((string Entity, long Expected, Guid Writer, long LoadedAt, int Events)[] appends)
        {
            var results = await Task.WhenAll(appends.Select(append => _storage.Journal.AppendAsync(new JournalAppend(
                append.Entity, append.Expected, append.Writer, append.LoadedAt, [.. Enumerable.Repeat(StudyScript.Event("x"), append.Events)], [])).AsTask()));
            return results.Select(result => result.IsCommitted);
        }

        protected override async Task<long> LastSequenceAsync(string entity) =>
            await _storage.Journal.ReadEntityAsync(entity, 0).Select(record => record.Sequence).LastOrDefaultAsync();
    }
}
