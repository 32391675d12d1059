using System.Text.Json.Serialization;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>A modality performed procedure step (PS3.4 F.7): its attributes, whom the worklist and receivers still have to be told of it.</summary>
public sealed record PerformedStepState : IFactState<PerformedStepState>
{
    public static FactKind Kind => FactKind.PerformedStep;

    /// <summary>SOP Instance UID.</summary>
    public required string Id { get; init; }

    /// <summary>Null: there is no such step.</summary>
    public PerformedStepStatus? Status { get; init; }

    /// <summary>As <see cref="StepDataSet"/> keeps them.</summary>
    public byte[] Attributes { get; init; } = [];

    /// <summary>Of the N-CREATE.</summary>
    public string Digest { get; init; } = "";

    /// <summary>1 with the N-CREATE, one more with every N-SET.</summary>
    public long Revision { get; init; }

    /// <summary>Who created it.</summary>
    public string From { get; init; } = "";

    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>When an N-SET last changed it.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>What the standard wants of it and it lacks.</summary>
    public IReadOnlyList<string> Problems { get; init; } = [];

    /// <summary>The last ones that changed it: told again they change nothing.</summary>
    public IReadOnlyList<Guid> Commands { get; init; } = [];

    public StepTelling Telling { get; init; } = StepTelling.Nothing;

    /// <summary>What receivers are still to get.</summary>
    public IReadOnlyList<StepMessage> Messages { get; init; } = [];

    public IReadOnlyList<StepDelivery> Deliveries { get; init; } = [];

    /// <summary>What its attributes say that it is found by.</summary>
    public IReadOnlyList<FactTerm> Found { get; init; } = [];

    [JsonIgnore]
    public bool IsOpen => Status == PerformedStepStatus.InProgress || DueAt is not null;

    [JsonIgnore]
    public DateTimeOffset? DueAt => Deliveries.Select(delivery => delivery.DueAt).Append(Telling.DueAt).Min();

    [JsonIgnore]
    public IReadOnlyList<FactTerm> Terms => [.. Found, .. Deliveries.Select(StepTerms.Of)];

    public static PerformedStepState Empty(string id) => new() { Id = id };

    public DataSet ReadAttributes() => StepDataSet.Decode(Attributes);

    public FactDecision Decide(IFactCommand command, DateTimeOffset now) => StepDecisions.Decide(this, command, now);

    public PerformedStepState Apply(IFactEvent happened) => StepApplication.Apply(this, happened);
}
