using System.ComponentModel.DataAnnotations;
using Archive.Storage.Journal.Events;

namespace Archive.Node.Options;

/// <summary>Everything an operator can set, under <c>Archive:</c> in appsettings.json, environment or command line.</summary>
public sealed class ArchiveOptions
{
    public const string SectionName = "Archive";

    /// <summary>The AE title that peers call and that the archive gives itself.</summary>
    [Required]
    public string AeTitle { get; init; } = "ARCHIVE";

    /// <summary>Where volumes and database lie; made when missing. Relative to the working directory.</summary>
    [Required]
    public string DataDirectory { get; init; } = "./archive-data";

    public DicomOptions Dicom { get; init; } = new();

    public IngestOptions Ingest { get; init; } = new();

    public StorageOptions Storage { get; init; } = new();

    public DatabaseOptions Database { get; init; } = new();

    public StudyOptions Studies { get; init; } = new();

    public QueryOptions Queries { get; init; } = new();

    public RetrievalOptions Retrieval { get; init; } = new();

    public WorklistOptions Worklist { get; init; } = new();

    public CommitmentOptions Commitment { get; init; } = new();

    public PerformedStepsOptions PerformedSteps { get; init; } = new();

    public TlsOptions Tls { get; init; } = new();

    public HttpOptions Http { get; init; } = new();

    public ClusterOptions Cluster { get; init; } = new();

    public CanaryOptions Canary { get; init; } = new();

    public Hl7Options Hl7 { get; init; } = new();

    /// <summary>The systems that the archive knows.</summary>
    public IList<PeerOptions> Peers { get; init; } = [];

    /// <summary>Refuse callers that are not among <see cref="Peers"/>. Left out: on as soon as DICOM is not bound to loopback.</summary>
    public bool? RequireKnownPeers { get; init; }
}

/// <summary>The DICOM listener and the deadlines of its associations.</summary>
public sealed class DicomOptions
{
    public string BindAddress { get; init; } = "127.0.0.1";

    /// <summary>0 takes any free port.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 11112;

    /// <summary>The AE title that the archive gives itself when it calls; empty: <see cref="ArchiveOptions.AeTitle"/>.</summary>
    public string CallingAeTitle { get; init; } = "";

    /// <summary>The longest P-DATA-TF that peers may send, announced to them (PS3.8 D.1).</summary>
    [Range(4096, 4 * 1024 * 1024)]
    public int MaxPduBytes { get; init; } = 131072;

    /// <summary>More than this are rejected for the moment (2/3/2).</summary>
    [Range(1, 100_000)]
    public int MaxAssociations { get; init; } = 512;

    /// <summary>How long a peer may take to ask for an association and to close the connection (ARTIM, PS3.8 9.1.5).</summary>
    [Range(1, 3600)]
    public int ArtimSeconds { get; init; } = 30;

    /// <summary>How long an association may be idle between messages.</summary>
    [Range(1, 86400)]
    public int IdleSeconds { get; init; } = 600;

    /// <summary>How long a peer may pause within a message, and how long it may take to accept what is sent to it.</summary>
    [Range(1, 3600)]
    public int TransferSeconds { get; init; } = 60;

    /// <summary>How many operations of one association are worked on at once when the peer negotiates a window (PS3.7 D.3.3.3).</summary>
    [Range(1, 1024)]
    public int MaxOperationsWindow { get; init; } = 16;
}

/// <summary>How objects are taken in.</summary>
public sealed class IngestOptions
{
    /// <summary>Memory for objects in flight, over all associations. When it is spent the archive stops reading.</summary>
    [Range(4L * 1024 * 1024, 1L << 40)]
    public long MemoryBudgetBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>How deep sequences may be nested.</summary>
    [Range(1, 1024)]
    public int MaxNestingDepth { get; init; } = 64;

    /// <summary>When a SOP Instance UID comes again with other bytes; a peer's own setting goes before.</summary>
    public DuplicatePolicy DuplicatePolicy { get; init; } = DuplicatePolicy.KeepFirst;

    /// <summary>SOP Class UIDs to store beside the storage classes of the standard; <c>Vendors</c> for those that vendors are known to send.</summary>
    public IList<string> AdditionalSopClasses { get; init; } = [];

    /// <summary>Order in which transfer syntaxes are chosen (UID or keyword); what is left out follows in the default order.</summary>
    public IList<string> PreferredTransferSyntaxes { get; init; } = [];
}

/// <summary>The volumes.</summary>
public sealed class StorageOptions
{
    /// <summary>How long a volume file grows.</summary>
    [Range(16L * 1024 * 1024, 1L << 40)]
    public long VolumeBytes { get; init; } = 1024L * 1024 * 1024;

    /// <summary>Objects longer than this get a file of their own.</summary>
    [Range(64 * 1024, 64 * 1024 * 1024)]
    public int LargeObjectBytes { get; init; } = 4 * 1024 * 1024;

    /// <summary>Objects are refused (A700) while less than this is free on the disk.</summary>
    [Range(0, long.MaxValue)]
    public long MinimumFreeBytes { get; init; } = 256L * 1024 * 1024;

    /// <summary>
    /// A volume is compacted when at least this part of it is garbage; 0 switches compaction off. Not 1: where nothing lives any more there are still holes
    /// between records.
    /// </summary>
    [Range(0, 0.9)]
    public double CompactAtGarbageRatio { get; init; } = 0.5;

    /// <summary>Threads, each with a connection, that read the index; more queries and lookups at once wait their turn.</summary>
    [Range(1, 1024)]
    public int IndexReaders { get; init; } = 16;

    /// <summary>Threads that read volumes; more reads at once wait their turn.</summary>
    [Range(1, 1024)]
    public int ReadThreads { get; init; } = 16;

    /// <summary>Threads that write objects longer than <see cref="LargeObjectBytes"/>; more at once wait their turn.</summary>
    [Range(1, 1024)]
    public int LargeObjectThreads { get; init; } = 8;
}

/// <summary>Studies that are in memory because objects came for them.</summary>
public sealed class StudyOptions
{
    /// <summary>Objects and versions of the studies in memory; over it the longest idle studies leave.</summary>
    [Range(1000, long.MaxValue)]
    public long MaxLiveInstances { get; init; } = 500_000;
}

/// <summary>How queries are answered; a peer's own settings go before.</summary>
public sealed class QueryOptions
{
    /// <summary>The most answers of one query: after them it ends with A700.</summary>
    [Range(1, int.MaxValue)]
    public int MaxAnswers { get; init; } = 100_000;

    /// <summary>A query that no index narrows is refused (A700) when the index holds more than this at the level.</summary>
    [Range(0, long.MaxValue)]
    public long MaxUnboundedRows { get; init; } = 100_000;

    /// <summary>When queries and retrievals may leave out the unique keys of the levels above (PS3.4 C.4.1.2.2).</summary>
    public RelationalQueries Relational { get; init; }
}

/// <summary>How retrievals report and send.</summary>
public sealed class RetrievalOptions
{
    /// <summary>A pending response at least this often.</summary>
    [Range(1, 300)]
    public int PendingIntervalSeconds { get; init; } = 1;

    /// <summary>A pending response at least after this many sub-operations.</summary>
    [Range(1, 10_000)]
    public int PendingEveryObjects { get; init; } = 20;

    /// <summary>Associations on which objects are sent at once, over all retrievals.</summary>
    [Range(1, 4096)]
    public int MaxSendingAssociations { get; init; } = 64;

    /// <summary>Objects in flight on an association with a destination that grants a window; 1 proposes none (PS3.7 D.3.3.3).</summary>
    [Range(1, 1024)]
    public int OperationsWindow { get; init; } = 8;

    /// <summary>How long a destination, or the requestor of a C-GET, may take to answer for one object when its system has all of it.</summary>
    [Range(1, 3600)]
    public int ResponseSeconds { get; init; } = 60;
}

/// <summary>How instances are checked for storage commitment, and results reported.</summary>
public sealed class CommitmentOptions
{
    /// <summary>How long instances that have not come yet are waited for before they are reported as missing.</summary>
    [Range(0, 30 * 86400)]
    public int GraceSeconds { get; init; } = 900;

    /// <summary>For how long a peer that cannot be told is tried.</summary>
    [Range(1, 365)]
    public int RetryDays { get; init; } = 14;

    /// <summary>How long a peer may take to answer a report.</summary>
    [Range(1, 3600)]
    public int ResponseSeconds { get; init; } = 300;

    /// <summary>Transactions that are checked at once.</summary>
    [Range(1, 64)]
    public int MaxChecks { get; init; } = 2;

    /// <summary>How much is read at most to check, over all transactions.</summary>
    [Range(1, 100_000)]
    public int MaxReadMegabytesPerSecond { get; init; } = 200;
}

/// <summary>Certificates for connections to peers that have <c>Tls</c>.</summary>
public sealed class TlsOptions
{
    /// <summary>PEM file of the certificates that are trusted: authorities, and peers' own. Empty: what the system trusts.</summary>
    public string TrustedCertificates { get; init; } = "";

    /// <summary>PEM file of the archive's own certificate, its authorities after it, for peers that want one.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>PEM file of the private key of <see cref="Certificate"/>.</summary>
    public string Key { get; init; } = "";
}

/// <summary>The HTTP listener: health and metrics.</summary>
public sealed class HttpOptions
{
    public string BindAddress { get; init; } = "127.0.0.1";

    /// <summary>0 takes any free port.</summary>
    [Range(0, 65535)]
    public int Port { get; init; } = 8080;
}

/// <summary>Where journal and index are kept.</summary>
public sealed class DatabaseOptions
{
    public DatabaseProvider Provider { get; init; } = DatabaseProvider.Sqlite;

    /// <summary>
    /// How the server is reached: <c>Host=db;Username=archive;Password=…;Database=archive</c> for <see cref="DatabaseProvider.PostgreSql"/>,
    /// <c>Server=db;User ID=archive;Password=…;Database=archive</c> for <see cref="DatabaseProvider.SqlServer"/>.
    /// </summary>
    public string ConnectionString { get; init; } = "";
}

/// <summary>Where other nodes reach this one. A node alone is a cluster of one.</summary>
public sealed class ClusterOptions
{
    /// <summary>Off loopback only with certificates: whoever reaches the port must prove who he is.</summary>
    public string BindAddress { get; init; } = "127.0.0.1";

    /// <summary>0 takes any free port.</summary>
    [Range(0, 65535)]
    public int Port { get; init; }

    /// <summary>The name or address by which other nodes reach this one; empty: <see cref="BindAddress"/>.</summary>
    public string PublicHost { get; init; } = "";

    /// <summary>PEM file of the certificate by which this node shows the others who it is.</summary>
    public string Certificate { get; init; } = "";

    /// <summary>PEM file of the private key of <see cref="Certificate"/>.</summary>
    public string Key { get; init; } = "";

    /// <summary>PEM file of the certificates of those who issue nodes theirs: nobody else's are accepted.</summary>
    public string TrustedCertificates { get; init; } = "";
}

/// <summary>The node's test of itself: it stores an object, finds it and has it sent back.</summary>
public sealed class CanaryOptions
{
    /// <summary>From the end of one test to the next; 0 switches it off.</summary>
    [Range(0, 86400)]
    public int IntervalSeconds { get; init; } = 60;
}
