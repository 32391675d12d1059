using Akka.Actor;
using Archive.Actors.Cluster;
using Archive.Actors.Studies;
using Archive.Actors.Tests.Associations;
using Archive.Actors.Tests.Studies;
using Archive.Actors.Tests.TestKit;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Journal.Events;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Cluster;

/// <summary>The actor system as the node hosts it.</summary>
[Collection(nameof(ActorSystemCollection))]
public sealed class ClusterOfOneTests
{
    [Fact]
    public async Task A_host_stops_its_servers_when_what_was_begun_is_recorded()
    {
        using var folder = new TemporaryFolder();
        using var logs = new RecordingLoggerFactory();
        using var database = SqliteDatabase.Open(folder["archive.db"]);
        using var sqlite = new SqliteJournal(database);
        await using var blobs = VolumeStore.Open(
            new VolumeStoreOptions { Directory = folder["volumes"], VolumeBytes = 1 << 24, MinimumFreeBytes = 0 }, new MemoryBudget(1 << 24));
        var journal = new HeldJournal(sqlite);
        var index = new SqliteIndex(database);
        var server = new Server();
        var builder = Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddSingleton<IJournal>(journal).AddSingleton<IStudySnapshots>(index).AddSingleton<IBlobStore>(blobs)
            .AddSingleton<ILoggerFactory>(logs).AddSingleton(TimeProvider.System).AddSingleton<ArchiveHealth>().AddSingleton<ClusterSettings>()
            .AddStudies().AddArchiveSystem(akka => akka.AddStudies())
            .AddSingleton<IHostedService>(server);
        using var host = builder.Build();
        await host.StartAsync();
        var studies = host.Services.GetRequiredService<IStudies>();
        var command = new RecordInstance(Received.Object(1), Received.Storage(0), DuplicatePolicy.KeepFirst);

        Assert.Equal(RecordResult.Stored, await studies.RecordAsync(command, CancellationToken.None));
        journal.Hold();
        var recording = studies.RecordAsync(
            new RecordInstance(Received.Object(2), Received.Storage(5000), DuplicatePolicy.KeepFirst), CancellationToken.None);
        await Wait.UntilAsync(() => journal.Waiting > 0, "the study to append");
        var stopping = host.StopAsync();
        var shutdown = CoordinatedShutdown.Get(host.Services.GetRequiredService<ActorSystem>());
        await Wait.UntilAsync(() => shutdown.ShutdownReason is not null, "the shutdown to begin");
        Assert.False(server.HasStopped);
        journal.Release();

        Assert.Equal(RecordResult.Stored, await recording.WaitAsync(Wait.Limit));
        await stopping.WaitAsync(Wait.Limit);
        Assert.True(server.HasStopped);
        Assert.Equal(2, (await index.LoadStudyAsync(Received.Study))!.Instances.Count);
        Assert.DoesNotContain(logs.Lines, line => line.Level >= LogLevel.Warning);
    }

    private sealed class Server : IHostedService
    {
        public bool HasStopped { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task StopAsync(CancellationToken cancellationToken)
        {
            HasStopped = true;
            return Task.CompletedTask;
        }
    }
}
