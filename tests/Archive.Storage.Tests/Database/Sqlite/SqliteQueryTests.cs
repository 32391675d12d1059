using Archive.Storage.Database.Sqlite;
using Archive.Storage.Tests.Index;
using Archive.Storage.Tests.Journal;
using Archive.Testing;

namespace Archive.Storage.Tests.Database.Sqlite;

public sealed class SqliteIdentifierTests() : IdentifierContract(SqliteQueryTests.Open);

public sealed class SqliteMatchingTests() : MatchingContract(SqliteQueryTests.Open);

public sealed class SqliteAnswerTests() : AnswerContract(SqliteQueryTests.Open);

public sealed class SqliteAnswerTextTests() : AnswerTextContract(SqliteQueryTests.Open);

public sealed class SqliteLongValueTests() : LongValueContract(SqliteQueryTests.Open);

public sealed class SqliteMatchingAgreementTests() : MatchingAgreementContract(SqliteQueryTests.Open);

public sealed class SqliteAnswerLevelTests() : AnswerLevelContract(SqliteQueryTests.Open);

public sealed class SqliteAnswerVrTests() : AnswerVrContract(SqliteQueryTests.Open);

public sealed class SqliteNameMatchingTests() : NameMatchingContract(SqliteQueryTests.Open);

public sealed class SqliteReservedStudyTests() : ReservedStudyContract(SqliteQueryTests.Open);

internal static class SqliteQueryTests
{
    public static IStorageUnderTest Open(TemporaryFolder folder) => new SqliteStorage(folder["archive.db"], new SqliteDatabaseOptions { MaxReaders = 2 });
}
