using System.Diagnostics.Metrics;
using System.Net;
using Akka.Actor;
using Akka.Hosting;
using Archive.Actors.Associations;
using Archive.Actors.Canary;
using Archive.Actors.Cluster;
using Archive.Actors.Maintenance;
using Archive.Actors.Services.Storage;
using Archive.Actors.Studies;
using Archive.Actors.Tests.TestKit;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;
using Archive.Storage.Blobs;
using Archive.Storage.Database;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Health;
using Archive.Storage.Index;
using Archive.Storage.Journal;
using Archive.Storage.Verification;
using Archive.Storage.Workflow;
using Archive.Testing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Tests.Associations;

/// <summary>
/// An archive within the test's process, put together as the node's is: volumes and a database in a folder, a listener on
/// loopback. Blob store and journal can be held back, to see what waits for them.
/// </summary>
internal sealed class TestArchive : IAsyncDisposable
{
    public static readonly AeTitle AeTitle = new("ARCHIVE");
    public static readonly AeTitle Modality = new("MODALITY");

    private readonly TestArchiveOptions _options;
    private readonly RecordingLoggerFactory _logs = new();
    private readonly MeterListener _meters = new();
    private readonly SqliteDatabase _database;
    private readonly SqliteJournal _journal;
    private readonly SqliteIndex _snapshots;
    private readonly MemoryBudget _budget;
    private LocalStudies _studies = null!;
    private DicomListener _listener = null!;
    private long _openGauge;
    private long _bufferedGauge;

    private TestArchive(TestArchiveOptions options)
    {
        AssociationTest.ThrowIfElsewhere();
        _options = options;
        Folder = options.Folder ?? Directory.CreateTempSubdirectory("archive-test-").FullName;
        var time = options.Time ?? TimeProvider.System;
        _database = SqliteDatabase.Open(Path.Combine(Folder, "archive.db"), health: Health);
        _journal = new SqliteJournal(_database, time);
        Peers = PeersOf(options);
        _budget = new MemoryBudget(options.MemoryBudgetBytes);
        Volumes = VolumeStore.Open(
            new VolumeStoreOptions
            {
                Directory = Path.Combine(Folder, "volumes"),
                VolumeBytes = options.VolumeBytes,
                MinimumFreeBytes = options.MinimumFreeBytes,
            },
            _budget,
            time,
            Health,
            options.Sets);
        Blobs = new HeldBlobStore(Volumes);
        Journal = new HeldJournal(_journal);
        _snapshots = new SqliteIndex(_database);
        Facts = new SqlFactIndex(_database);
        Index = options.Index?.Invoke(_snapshots) ?? _snapshots;
        ObserveOpenAssociations();
    }

    public ArchiveHealth Health { get; } = new();

    public string Folder { get; }

    public VolumeStore Volumes { get; }

    public HeldBlobStore Blobs { get; }

    public HeldJournal Journal { get; }

    public IArchiveIndex Index { get; }

    public IFactIndex Facts { get; }

    public PeerDirectory Peers { get; }

    public IPEndPoint EndPoint => _listener.EndPoint;

    public IEnumerable<string> LogLines => _logs.Lines.Select(line => line.Text);

    public ActorSystem Actors => _studies.System;

    public IServiceProvider Services => _studies.Services;

    public LiveStudies Live => _studies.Live;

    public long BudgetUsedBytes => _budget.UsedBytes;

    public int Connections => _listener.Connections;

    /// <summary>Buffers into which associations read.</summary>
    public long BufferedBytes => Interlocked.Read(ref _bufferedGauge);

    /// <summary>Connections with an association.</summary>
    public int Associations => _studies.Services.GetRequiredService<AssociationServices>().Associations.Taken;

    public static async Task<TestArchive> StartAsync(TestArchiveOptions? options = null)
    {
        var archive = new TestArchive(options ?? new TestArchiveOptions());
        await OrphanedBlobs.ReleaseAsync(archive.Volumes, archive.Index, CancellationToken.None);
        await archive.ListenAsync();
        return archive;
    }

    public ScuAssociationOptions Calling() => new()
    {
        Host = IPAddress.Loopback.ToString(),
        Port = EndPoint.Port,
        CalledAeTitle = AeTitle,
        CallingAeTitle = Modality,
    };

    /// <summary>An association for CT storage, verification and queries.</summary>
    public Task<ScuAssociation> ConnectAsync(AsyncOperationsWindow? window = null) => ScuAssociation.ConnectAsync(
        new ScuAssociationOptions
        {
            Host = IPAddress.Loopback.ToString(),
            Port = EndPoint.Port,
            CalledAeTitle = AeTitle,
            CallingAeTitle = Modality,
            AsyncOperationsWindow = window,
        }
        .Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian)
        .Propose(SopClasses.CTImageStorage, TransferSyntax.JpegBaseline8Bit)
        .Propose(SopClasses.Verification, TransferSyntax.ImplicitVrLittleEndian)
        .Propose(SopClasses.StudyRootQueryRetrieveInformationModelFind, TransferSyntax.ImplicitVrLittleEndian)
        .Propose(SopClasses.StudyRootQueryRetrieveInformationModelGet, TransferSyntax.ImplicitVrLittleEndian));

    public async Task<RawAssociation> ConnectRawAsync() => await RawAssociation.RequestAsync(await ScriptedPeer.ConnectAsync(EndPoint));

    public async Task<bool> HasAsync(TestObject sent) => await FindAsync(sent) is not null;

    public async Task<StoredInstance?> FindAsync(TestObject sent)
    {
        await foreach (var instance in Index.FindInstancesAsync(new SopInstanceUid(sent.Instance)))
            return instance;
        return null;
    }

    public void ForgetLog() => _logs.Lines.Clear();

    /// <summary>Every association has ended, and given back whatever it had.</summary>
    public Task AllIsOverAsync() => Wait.UntilAsync(
        () => Task.FromResult(Connections == 0 && Interlocked.Read(ref _openGauge) == 0 && BudgetUsedBytes == 0 && Blobs.OpenWriters == 0),
        () => $"associations, memory budget and blob writers to be given back: {Connections} connections, {Interlocked.Read(ref _openGauge)} associations, "
            + $"{BudgetUsedBytes} bytes, {Blobs.OpenWriters} writers");

    /// <summary>Ends as the node does; the folder stays when the test gave it.</summary>
    public async ValueTask DisposeAsync()
    {
        Blobs.Release();
        Journal.Release();
        (Index as IDisposable)?.Dispose();
        await ShutDownAsync();
        await _studies.DisposeAsync();
        _journal.Dispose();
        await Volumes.DisposeAsync();
        _database.Dispose();
        _meters.Dispose();
        _logs.Dispose();
        if (_options.Folder is null)
            Directory.Delete(Folder, recursive: true);
    }

    /// <summary>As the node does; no association outlasts it.</summary>
    public async Task ShutDownAsync()
    {
        await CoordinatedShutdown.Get(Actors).Run(CoordinatedShutdown.ClrExitReason.Instance);
        Assert.Equal(0, Connections);
    }

    private async Task ListenAsync()
    {
        _studies = _options.IsClustered ? await LocalStudies.StartClusteredAsync(Register, AddActors) : await LocalStudies.StartAsync(Register, AddActors, _options.Time);
        _listener = _studies.Services.GetRequiredService<DicomListener>();
        _listener.Listen(new IPEndPoint(IPAddress.Loopback, _options.Port));
    }

    private void AddActors(AkkaConfigurationBuilder akka)
    {
        if (_options.IsClustered)
            akka.AddFacts().AddCommitment();
        else
            akka.AddLocalCommitments();
        akka.AddMaintenance().AddAssociations().AddCanary().AddShutdown(_options.CloseStores);
        _options.Actors?.Invoke(akka);
    }

    private void Register(IServiceCollection services)
    {
        services
            .AddSingleton<ILoggerFactory>(_logs)
            .AddSingleton(_options.Time ?? TimeProvider.System)
            .AddSingleton(Health)
            .AddSingleton<ClusterSettings>()
            .AddSingleton(_budget)
            .AddSingleton(Volumes)
            .AddSingleton<IBlobStore>(Blobs)
            .AddSingleton<IJournal>(Journal)
            .AddSingleton(Index)
            .AddSingleton<IStudySnapshots>(_snapshots)
            .AddSingleton(Facts)
            .AddSingleton(Peers)
            .AddSingleton(_options.Settings)
            .AddSingleton(_options.Storage)
            .AddSingleton(_options.Retrieval)
            .AddSingleton(_options.Commitments);
        if (_options.Maintenance is { } maintenance)
            services.AddMaintenance(maintenance);
        if (_options.Canary is { } canary)
            services.AddCanary(canary);
        _options.Register?.Invoke(services);
        services.AddArchive();
    }

    private static PeerDirectory PeersOf(TestArchiveOptions options) => new(
        [
            new Peer(Modality, options.Roles)
            {
                FallbackCharacterSet = options.FallbackCharacterSet,
                Settings = [new StoragePeer { DuplicatePolicy = options.DuplicatePolicy }, options.Queries, .. options.ModalitySettings],
            },
            .. options.Destinations.Select(destination => new Peer(destination.AeTitle, options.Roles) { Settings = [destination] }),
        ],
        unknown: null);

    private void ObserveOpenAssociations()
    {
        _meters.InstrumentPublished = (instrument, listener) =>
        {
            if (instrument.Name is "archive.associations.open" or "archive.associations.buffers")
                listener.EnableMeasurementEvents(instrument);
        };
        _meters.SetMeasurementEventCallback<long>((instrument, change, _, _) =>
            Interlocked.Add(ref instrument.Name == "archive.associations.open" ? ref _openGauge : ref _bufferedGauge, change));
        _meters.Start();
    }
}
