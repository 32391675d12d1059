using Archive.Storage.Journal;
using Archive.Storage.Tests.Journal;

namespace Archive.Storage.Tests.Database.Postgres;

public sealed class PostgresFenceTests : FenceContract, IClassFixture<PostgresDatabases>, IDisposable
{
    private readonly PostgresStorage _storage;

    public PostgresFenceTests(PostgresDatabases databases) => _storage = new PostgresStorage(databases.Create());

    public void Dispose() => _storage.Dispose();

    protected override async Task<IEnumerable<bool>> AppendTogetherAsync((string Entity, long Expected, Guid Writer, long LoadedAt, int Events)[] appends)
    {
        var results = await Task.WhenAll(appends.Select(append => _storage.Journal.AppendAsync(new JournalAppend(
            append.Entity, append.Expected, append.Writer, append.LoadedAt, [.. Enumerable.Repeat(StudyScript.Event("x"), append.Events)], [])).AsTask()));
        return results.Select(result => result.IsCommitted);
    }

    protected override async Task<long> LastSequenceAsync(string entity)
    {
        var last = 0L;
        await foreach (var record in _storage.Journal.ReadEntityAsync(entity, 0))
            last = record.Sequence;
        return last;
    }
}
