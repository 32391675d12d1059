using Archive.LoadTests.Servers;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Journal;

namespace Archive.LoadTests.Storing;

/// <summary>Journals on one database, which is made for them and waits for the disk: one on SQLite, or as many as nodes would have on PostgreSQL.</summary>
internal sealed class LoadedJournals : IAsyncDisposable
{
    private const int Port = 11418;

    private readonly List<IJournal> _journals = [];
    private readonly List<object> _parts = []; // to be closed the last one first

    public IJournal this[int study] => _journals[study % _journals.Count];

    public static LoadedJournals OnSqlite(string directory)
    {
        var loaded = new LoadedJournals();
        var database = SqliteDatabase.Open(Path.Combine(directory, "archive.db"));
        loaded.Add(new SqliteJournal(database), database);
        return loaded;
    }

    public static async Task<LoadedJournals> OnPostgresAsync(string directory, int count)
    {
        var loaded = new LoadedJournals();
        var server = await PostgresCluster.StartAsync(Path.Combine(directory, "postgresql"), Port, isDurable: true);
        loaded._parts.Add(server);
        for (var i = 0; i < count; i++)
        {
            var database = await PostgresDatabase.OpenAsync($"Host=127.0.0.1;Port={Port};Username={PostgresCluster.User};Database={PostgresCluster.Database}", maxReaders: 1);
            loaded.Add(new PostgresJournal(database), database);
        }

        return loaded;
    }

    public async ValueTask DisposeAsync()
    {
        for (var i = _parts.Count - 1; i >= 0; i--)
        {
            if (_parts[i] is IAsyncDisposable part)
                await part.DisposeAsync();
            else
                ((IDisposable)_parts[i]).Dispose();
        }
    }

    private void Add<TJournal>(TJournal journal, object database)
        where TJournal : IJournal, IDisposable
    {
        _journals.Add(journal);
        _parts.AddRange([database, journal]);
    }
}
