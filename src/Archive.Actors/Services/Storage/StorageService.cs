using Archive.Actors.Associations;
using Archive.Actors.Studies;
using Archive.Protocol.Association;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Blobs;
using Archive.Storage.Index;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.ObjectPool;

namespace Archive.Actors.Services.Storage;

/// <summary>The Storage Service Class (PS3.4 B) as SCP. A C-STORE on a context of another service is read to its end and refused.</summary>
internal sealed class StorageService(StorageSettings settings, IBlobStore blobs, IStudies studies, TimeProvider time, ILogger<StorageService> logger)
    : IDimseService
{
    public IReadOnlyCollection<Uid> SopClasses => settings.SopClasses;

    public IReadOnlyCollection<CommandField> Operations { get; } = [CommandField.CStoreRequest];

    public PeerRoles Role => PeerRoles.Store;

    public bool IsOnEveryContext => true;

    public IBlobStore Blobs => blobs;

    public IStudies Studies => studies;

    public ObjectPool<HeaderScanner> Scanners { get; } = new DefaultObjectPool<HeaderScanner>(new ScannerPolicy(ScannerOptions(settings.MaxNestingDepth)));

    public TimeProvider Time => time;

    public ILogger Logger => logger;

    /// <summary>What of an object is read while it arrives: what the index keeps, and what the log of deviations needs.</summary>
    public static HeaderScannerOptions ScannerOptions(int nestingLimit) => new()
    {
        WantedTags = [.. IndexedAttributes.All, .. ObjectInspection.RequiredTags],
        ReservedTags = IndexedAttributes.Indispensable,
        NestingLimit = nestingLimit,
    };

    public TransferSyntaxPreference TransferSyntaxesFor(Uid sopClass, Peer peer) => peer.ObjectSyntaxes;

    /// <summary>Waits for a slot, so that no more objects are in flight than the window has room for.</summary>
    public async ValueTask<IDataSetSink?> BeginAsync(IAssociation association, PresentationContext context, DimseRequest request)
    {
        await association.TakeSlotAsync();
        return new StoreOperation(this, association, context, (CStoreRequest)request);
    }

    private sealed class ScannerPolicy(HeaderScannerOptions options) : PooledObjectPolicy<HeaderScanner>
    {
        public override HeaderScanner Create() => new(options);

        public override bool Return(HeaderScanner scanner) => true;
    }
}
