using System.ComponentModel.DataAnnotations;
using Archive.Actors.Associations;
using Archive.Actors.Workflow.Commitment;
using Archive.Storage.Journal.Events;

namespace Archive.Node.Options;

/// <summary>A system that the archive knows. What is left out is as for everybody.</summary>
public sealed record PeerOptions
{
    [Required]
    public string AeTitle { get; init; } = "";

    /// <summary>Its address, from which alone it may call; for one that is called also a name, which says only where.</summary>
    public string Host { get; init; } = "";

    /// <summary>Where it listens: for objects as a move destination, for the results of commitments, for performed procedure steps.</summary>
    [Range(1, 65535)]
    public int? Port { get; init; }

    /// <summary>Empty: store, query, retrieve, worklist, performed steps and commitment. To be a move destination is never taken for granted.</summary>
    public IList<PeerRoles> Roles { get; init; } = [];

    public DuplicatePolicy? DuplicatePolicy { get; init; }

    /// <summary>The only transfer syntaxes accepted of it and proposed to it, best first (UID or keyword); empty: all.</summary>
    public IList<string> TransferSyntaxes { get; init; } = [];

    /// <summary>
    /// The values of Specific Character Set (0008,0005), such as <c>ISO_IR 100</c> or <c>\ISO 2022 IR 87</c>, in which it is
    /// answered, best first; empty: that of its query, else that of the object.
    /// </summary>
    public IList<string> CharacterSets { get; init; } = [];

    /// <summary>What its text above 7FH is read as where no Specific Character Set is declared; empty: ISO_IR 100.</summary>
    public string FallbackCharacterSet { get; init; } = "";

    [Range(1, int.MaxValue)]
    public int? MaxAnswers { get; init; }

    [Range(0, long.MaxValue)]
    public long? MaxUnboundedRows { get; init; }

    public RelationalQueries? Relational { get; init; }

    /// <summary>The AE title by which it is called; empty: the archive's general one.</summary>
    public string CallingAeTitle { get; init; } = "";

    /// <summary>It is called by TLS.</summary>
    public bool? Tls { get; init; }

    /// <summary>Performed procedure steps are sent on to it, as to an information system.</summary>
    public bool? ForwardSteps { get; init; }

    /// <summary>On which associations it is told of the results of commitments.</summary>
    public CommitmentReports? CommitmentReports { get; init; }

    /// <summary>Its reports name the archive in Retrieve AE Title (0008,0054).</summary>
    public bool? CommitmentRetrieveAeTitle { get; init; }

    /// <summary>The only storage classes that are sent to it, by UID or keyword; empty: all.</summary>
    public IList<string> SopClasses { get; init; } = [];

    /// <summary>The longest P-DATA-TF that is sent to it.</summary>
    [Range(4096, 4 * 1024 * 1024)]
    public int? MaxPduBytes { get; init; }

    /// <summary>Associations with it at once, over all retrievals of a node: nodes do not count those of others.</summary>
    [Range(1, 64)]
    public int? MaxAssociations { get; init; }

    /// <summary>How often what failed on the way to it is tried again.</summary>
    [Range(0, 100)]
    public int? Retries { get; init; }

    [Range(0, 3600)]
    public int? RetryDelaySeconds { get; init; }
}
