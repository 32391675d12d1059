using System.Text.Json.Serialization;
using Archive.LoadTests.Scenarios;
using Archive.Protocol.Client;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Simulators;

/// <summary>A kind of device as data: how it calls, what it proposes, what it sends and in which order.</summary>
internal sealed record Simulator
{
    private const string Folder = "Simulators.Modalities";

    private static readonly Lazy<IReadOnlyDictionary<string, Simulator>> All = new(() => EmbeddedJson.Names(Folder).ToDictionary(
        name => name, name => StrictJson.Read<Simulator>($"modality {name}", EmbeddedJson.Find(Folder, name)!) with { Name = name }, StringComparer.Ordinal));

    public static IEnumerable<string> Names => All.Value.Keys;

    /// <summary>As loads and reports name it.</summary>
    [JsonIgnore]
    public string Name { get; init; } = "";

    public required string About { get; init; }

    /// <summary>Modality (0008,0060) of its studies in the worklist.</summary>
    public required string Kind { get; init; }

    /// <summary>Calling AE title.</summary>
    public required string AeTitle { get; init; }

    /// <summary>Null where its statement says nothing.</summary>
    public string? ImplementationClassUid { get; init; }

    public string? ImplementationVersionName { get; init; }

    /// <summary>The longest PDU that it takes, as it says in the association request.</summary>
    public uint MaxPduBytes { get; init; } = 16384;

    /// <summary>The longest PDU that it sends to a peer that takes longer ones.</summary>
    public uint MaxSentPduBytes { get; init; } = 16384;

    /// <summary>False leaves Nagle's algorithm on.</summary>
    public bool NoDelay { get; init; } = true;

    /// <summary>What it sends on one association.</summary>
    public AssociationScope Association { get; init; } = AssociationScope.Study;

    /// <summary>Associations on which it stores at once in one examination; more than one only where each series has its own.</summary>
    public int AtOnce { get; init; } = 1;

    /// <summary>The pace at which it makes objects; null sends one as soon as the one before is answered.</summary>
    public double? ObjectsPerSecond { get; init; }

    /// <summary>Between the steps of an examination, and between its series.</summary>
    [JsonConverter(typeof(DurationConverter))]
    public TimeSpan ThinkTime { get; init; }

    public required IReadOnlyList<WorkflowStep> Workflow { get; init; }

    /// <summary>What it proposes for each of its activities: verify, worklist, steps, store, commit, query, retrieve, move.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<SimulatedContext>> Contexts { get; init; }

    public required IReadOnlyList<SeriesKind> Series { get; init; }

    public static Simulator? Find(string name) => All.Value.GetValueOrDefault(name);

    public static Simulator Get(string name) => Find(name) ?? throw new ScenarioException($"There is no simulator {name}.");

    /// <summary>What it takes to call a target for one of the activities, as this device calls.</summary>
    public ScuAssociationOptions Call(Target target, string activity, TimeSpan timeout, CallHooks hooks = default)
    {
        var options = new ScuAssociationOptions
        {
            Host = target.Host,
            Port = target.Port,
            CalledAeTitle = target.CalledAeTitle,
            CallingAeTitle = target.CallingAeTitle ?? new Protocol.Pdu.AeTitle(AeTitle),
            ImplementationClassUid = ImplementationClassUid is null ? Implementation.ClassUid : new Uid(ImplementationClassUid),
            ImplementationVersionName = ImplementationVersionName,
            MaxPduBytes = MaxPduBytes,
            MaxSentPduBytes = MaxSentPduBytes,
            NoDelay = NoDelay,
            ConnectTimeout = timeout,
            AssociationTimeout = timeout,
            ResponseTimeout = timeout,
            SecureAsync = hooks.WrapAsync,
            ServeAsync = hooks.ServeAsync,
        };
        foreach (var context in Contexts[activity])
            options.Propose(new Uid(context.AbstractSyntax), context.ToUids());
        return options;
    }
}
