using Archive.Storage.Tests.Database.Sqlite;

namespace Archive.Storage.Tests.Workflow;

public sealed class SqliteFactTests() : FactContract(SqliteQueryTests.Open);
