using System.Collections.Frozen;
using Archive.Actors.Associations;
using Archive.Actors.Canary;
using Archive.Actors.Maintenance;
using Archive.Actors.Peers;
using Archive.Actors.Services.Retrieve;
using Archive.Actors.Services.Storage;
using Archive.Actors.Studies;
using Archive.Actors.Workflow.Commitment;
using Archive.Actors.Workflow.Hl7;
using Archive.Actors.Workflow.PerformedSteps;
using Archive.Node.Options;
using Archive.Protocol.Data;

namespace Archive.Node.Hosting;

/// <summary>Makes of the options what each part of the archive is told.</summary>
internal static class SettingsRegistration
{
    /// <exception cref="StartException">A value is not what it should be.</exception>
    public static IServiceCollection AddSettings(this IServiceCollection services, ArchiveOptions options)
    {
        var peers = new ConfiguredPeers(options);
        services
            .AddSingleton(peers.CreateDirectory(OptionText.Address(options.Dicom.BindAddress, "Archive:Dicom:BindAddress")))
            .AddSingleton<IPeerReader>(new SharedPeerReader(peers))
            .AddSingleton(AssociationsOf(options))
            .AddSingleton(StorageOf(options.Ingest))
            .AddSingleton(new StudySettings { MaxLiveInstances = options.Studies.MaxLiveInstances })
            .AddSingleton(RetrievalOf(options.Retrieval))
            .AddSingleton(ConfiguredWorklist.Create(options.Worklist))
            .AddSingleton(CommitmentsOf(options.Commitment))
            .AddSingleton(PerformedStepsOf(options.PerformedSteps));
        if (options.Canary.IntervalSeconds > 0)
            services.AddCanary(new CanarySettings { Interval = TimeSpan.FromSeconds(options.Canary.IntervalSeconds) });
        if (new LocalNodeOptions(options).DataDirectory.Shared is { } shared)
            services.AddSharedPeers(_ => shared.OpenPeers());
        if (ConfiguredHl7.Read(options) is { } hl7)
            services.AddHl7(hl7);
        return options.Storage.CompactAtGarbageRatio > 0 ? services.AddMaintenance(MaintenanceOf(options.Storage)) : services;
    }

    private static AssociationSettings AssociationsOf(ArchiveOptions options) => new()
    {
        AeTitle = OptionText.AeTitle(options.AeTitle, "Archive:AeTitle"),
        Artim = TimeSpan.FromSeconds(options.Dicom.ArtimSeconds),
        Idle = TimeSpan.FromSeconds(options.Dicom.IdleSeconds),
        Transfer = TimeSpan.FromSeconds(options.Dicom.TransferSeconds),
        MaxAssociations = options.Dicom.MaxAssociations,
        MaxPduBytes = (uint)options.Dicom.MaxPduBytes,
        MaxOperations = options.Dicom.MaxOperationsWindow,
    };

    private static StorageSettings StorageOf(IngestOptions options) => new()
    {
        SopClasses = SopClasses.AllStorage.Select(entry => entry.Uid)
            .Concat(OptionText.SopClasses(options.AdditionalSopClasses, "Archive:Ingest:AdditionalSopClasses"))
            .ToFrozenSet(),
        MaxNestingDepth = options.MaxNestingDepth,
    };

    private static RetrievalSettings RetrievalOf(RetrievalOptions options) => new()
    {
        PendingInterval = TimeSpan.FromSeconds(options.PendingIntervalSeconds),
        PendingEveryObjects = options.PendingEveryObjects,
        MaxSendingAssociations = options.MaxSendingAssociations,
        OperationsWindow = options.OperationsWindow,
        ResponseTimeout = TimeSpan.FromSeconds(options.ResponseSeconds),
    };

    private static CommitmentSettings CommitmentsOf(CommitmentOptions options) => new()
    {
        Grace = TimeSpan.FromSeconds(options.GraceSeconds),
        Patience = TimeSpan.FromDays(options.RetryDays),
        ResponseTimeout = TimeSpan.FromSeconds(options.ResponseSeconds),
        MaxChecks = options.MaxChecks,
        MaxReadBytesPerSecond = options.MaxReadMegabytesPerSecond * 1024L * 1024,
    };

    private static PerformedStepsSettings PerformedStepsOf(PerformedStepsOptions options) => new()
    {
        IsStrict = options.Strict,
        RetryDelay = TimeSpan.FromSeconds(options.RetrySeconds),
        MaxRetryDelay = TimeSpan.FromSeconds(options.MaxRetrySeconds),
        GiveUpAfter = TimeSpan.FromHours(options.GiveUpHours),
    };

    private static MaintenanceSettings MaintenanceOf(StorageOptions options) => new()
    {
        GarbageRatio = options.CompactAtGarbageRatio,
        SmallVolumeBytes = options.VolumeBytes / 16,
    };
}
