using System.Globalization;
using Akka.Actor;
using Akka.Persistence.Query;
using Akka.Streams;
using Archive.Actors.Persistence.Query;
using Archive.Storage.Database.Postgres;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;

namespace Archive.Cluster.Tests.Senders;

/// <summary>Follows everything that happens in an archive by its feed, on a node that writes nothing: all it sees others have committed.</summary>
internal sealed class FeedSubscriber : IAsyncDisposable
{
    private readonly PostgresDatabase _database;
    private readonly PostgresJournal _journal;
    private readonly ActorSystem _system = ActorSystem.Create("subscriber");
    private readonly ArchiveReadJournal _feed;
    private readonly Lock _gate = new();
    private readonly List<EventEnvelope> _seen = [];
    private readonly List<TimeSpan> _delays = [];
    private readonly Task _following;

    private FeedSubscriber(PostgresDatabase database)
    {
        _database = database;
        _journal = new PostgresJournal(database);
        _feed = new ArchiveReadJournal(_journal, _journal);
        _following = _feed.AllEvents(Offset.NoOffset()).RunForeach(See, _system.Materializer());
    }

    /// <summary>How long after its commit half of the events, and the last one, were seen.</summary>
    public string Delays
    {
        get
        {
            lock (_gate)
            {
                return string.Create(CultureInfo.InvariantCulture,
                    $"{_seen.Count} events, half of them seen within {MedianDelay.TotalMilliseconds:0} ms of their commit, all within {_delays.Max().TotalMilliseconds:0} ms");
            }
        }
    }

    private TimeSpan MedianDelay => _delays.Order().ElementAt(_delays.Count / 2);

    /// <param name="connectionString">Of an archive's database, which has its schema already.</param>
    public static async Task<FeedSubscriber> StartAsync(string connectionString) =>
        new(await PostgresDatabase.OpenToReadAsync(connectionString, maxReaders: 2));

    /// <summary>Each event once and in its order, and of each object that was acknowledged that it was stored.</summary>
    public async Task AssertSawAllAsync(Ledger ledger)
    {
        var all = new List<EventEnvelope>();
        await _feed.CurrentAllEvents(Offset.NoOffset()).RunForeach(all.Add, _system.Materializer());
        await Rig.Until.HoldsAsync("the last event has come", () =>
        {
            lock (_gate)
                return _following.IsCompleted || _seen.Count >= all.Count;
        });
        lock (_gate)
        {
            Assert.Equal(all.Select(Name), _seen.Select(Name));
            Assert.All(_seen.GroupBy(envelope => envelope.PersistenceId), study =>
                Assert.Equal(Enumerable.Range(1, study.Count()), study.Select(envelope => (int)envelope.SequenceNr)));
            var stored = _seen.Select(envelope => envelope.Event).OfType<InstanceStored>().Select(stored => stored.Instance).ToList();
            Assert.Equal(stored.Count, stored.Distinct().Count());
            Assert.Empty(ledger.Acknowledged.Select(instance => instance.Value).Except(stored));
            Assert.InRange(MedianDelay, TimeSpan.MinValue, TimeSpan.FromSeconds(1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        _journal.Dispose(); // which ends the feed
        await _following.ContinueWith(_ => { }, TaskScheduler.Default);
        await _system.Terminate();
        await _database.DisposeAsync();
    }

    private static (Offset Position, string Study, long Sequence) Name(EventEnvelope envelope) => (envelope.Offset, envelope.PersistenceId, envelope.SequenceNr);

    private void See(EventEnvelope envelope)
    {
        lock (_gate)
        {
            _seen.Add(envelope);
            _delays.Add(DateTime.UtcNow - new DateTime(envelope.Timestamp, DateTimeKind.Utc));
        }
    }
}
