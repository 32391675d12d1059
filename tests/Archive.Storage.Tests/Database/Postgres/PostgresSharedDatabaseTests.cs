using Archive.Storage.Stores;

namespace Archive.Storage.Tests.Database.Postgres;

public sealed class PostgresSharedDatabaseTests(PostgresDatabases databases) : SharedDatabaseContract, IClassFixture<PostgresDatabases>
{
    protected override SharedDatabase Database { get; } = new SharedPostgres(Task.Run(() => databases.CreateAsync(isEmpty: true)).GetAwaiter().GetResult());
}
