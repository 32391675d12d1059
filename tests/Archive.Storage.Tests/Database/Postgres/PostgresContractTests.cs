using Archive.Storage.Tests.Index;
using Archive.Storage.Tests.Workflow;

namespace Archive.Storage.Tests.Database.Postgres;

public sealed class PostgresIdentifierTests(PostgresDatabases databases) : IdentifierContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresFactTests(PostgresDatabases databases) : FactContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresMatchingTests(PostgresDatabases databases) : MatchingContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresLongValueTests(PostgresDatabases databases) : LongValueContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresMatchingAgreementTests(PostgresDatabases databases) : MatchingAgreementContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresReservedStudyTests(PostgresDatabases databases) : ReservedStudyContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresNameMatchingTests(PostgresDatabases databases) : NameMatchingContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresAnswerTests(PostgresDatabases databases) : AnswerContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresAnswerTextTests(PostgresDatabases databases) : AnswerTextContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresAnswerLevelTests(PostgresDatabases databases) : AnswerLevelContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresAnswerVrTests(PostgresDatabases databases) : AnswerVrContract(databases.Open), IClassFixture<PostgresDatabases>;

public sealed class PostgresIndexTests(PostgresDatabases databases) : IndexContract(new PostgresStorage(databases.Create())), IClassFixture<PostgresDatabases>
{
    protected override void Close()
    {
    }
}

public sealed class PostgresVersionTests(PostgresDatabases databases) : VersionContract(new PostgresStorage(databases.Create())), IClassFixture<PostgresDatabases>
{
    protected override void Close()
    {
    }
}
