using Akka.Hosting;
using Archive.Actors.Associations;
using Archive.Actors.Canary;
using Archive.Actors.Maintenance;
using Archive.Actors.Services.Query;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Actors.Workflow.Commitment;
using Archive.Protocol.Data;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Archive.Storage.Journal.Events;
using Microsoft.Extensions.DependencyInjection;

namespace Archive.Actors.Tests.Associations;

/// <summary>What a test wants other than usual.</summary>
internal sealed record TestArchiveOptions
{
    public AssociationSettings Settings { get; init; } = new();

    public StorageSettings Storage { get; init; } = new();

    public RetrievalSettings Retrieval { get; init; } = new();

    public DuplicatePolicy DuplicatePolicy { get; init; }

    public PeerRoles Roles { get; init; } = PeerRoles.Store | PeerRoles.Query | PeerRoles.Retrieve | PeerRoles.Commitment;

    public CharacterSet? FallbackCharacterSet { get; init; }

    public QuerySettings Queries { get; init; } = new();

    /// <summary>Where C-MOVE may send to.</summary>
    public IReadOnlyList<Destination> Destinations { get; init; } = [];

    public CommitmentSettings Commitments { get; init; } = new();

    /// <summary>What else services are told of the peer that calls.</summary>
    public IReadOnlyList<object> ModalitySettings { get; init; } = [];

    public long MemoryBudgetBytes { get; init; } = 64L * 1024 * 1024;

    public long VolumeBytes { get; init; } = 64L * 1024 * 1024;

    public long MinimumFreeBytes { get; init; }

    /// <summary>0: any free port.</summary>
    public int Port { get; init; }

    /// <summary>Null: volumes are left alone.</summary>
    public MaintenanceSettings? Maintenance { get; init; }

    /// <summary>What of the volumes is this archive's; null: all.</summary>
    public IVolumeSets? Sets { get; init; }

    /// <summary>Null: the archive does not test itself.</summary>
    public CanarySettings? Canary { get; init; }

    /// <summary>Null: real time.</summary>
    public TimeProvider? Time { get; init; }

    /// <summary>Null: a new folder, deleted at the end.</summary>
    public string? Folder { get; init; }

    /// <summary>Adds what the archive does not have of itself.</summary>
    public Action<IServiceCollection>? Register { get; init; }

    /// <summary>Adds further actors.</summary>
    public Action<AkkaConfigurationBuilder>? Actors { get; init; }

    /// <summary>Closes what the test has beside the stores of the archive, which are closed at its end.</summary>
    public Func<ValueTask> CloseStores { get; init; } = () => ValueTask.CompletedTask;

    /// <summary>Studies and facts are sharded, in a cluster of one; that takes longer to start.</summary>
    public bool IsClustered { get; init; }

    /// <summary>Puts something before the index.</summary>
    public Func<IArchiveIndex, IArchiveIndex>? Index { get; init; }
}
