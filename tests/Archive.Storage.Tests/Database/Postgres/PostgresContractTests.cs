using Archive.Storage.Tests.Index;

namespace Archive.Storage.Tests.Database.Postgres;

public sealed class PostgresMatchingTests(PostgresDatabase database) : MatchingContract(database.Open), IClassFixture<PostgresDatabase>;

public sealed class PostgresMatchingAgreementTests(PostgresDatabase database) : MatchingAgreementContract(database.Open), IClassFixture<PostgresDatabase>;

public sealed class PostgresNameMatchingTests(PostgresDatabase database) : NameMatchingContract(database.Open), IClassFixture<PostgresDatabase>;
