using System.Text.Json.Serialization;
using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.PerformedSteps;

/// <summary>What a performed step can be told. Its id is its SOP Instance UID.</summary>
public abstract record StepCommand(string Id) : IFactCommand
{
    [JsonIgnore]
    public string EntityId => Id;
}

/// <summary>N-CREATE.</summary>
/// <param name="Command">The same when it is told again.</param>
/// <param name="Attributes">As <see cref="StepDataSet"/> keeps them.</param>
/// <param name="From">The AE title that calls.</param>
/// <param name="Receivers">To whom it is forwarded, with all that follows.</param>
/// <param name="IsStrict">What the standard wants and is not there is a reason to refuse.</param>
public sealed record CreateStep(string Id, Guid Command, byte[] Attributes, string From, IReadOnlyList<string> Receivers, bool IsStrict) : StepCommand(Id);

/// <summary>N-SET.</summary>
/// <inheritdoc cref="CreateStep"/>
/// <param name="Modifications">As <see cref="StepDataSet"/> keeps them.</param>
public sealed record SetStep(string Id, Guid Command, byte[] Modifications, bool IsStrict) : StepCommand(Id);

/// <summary>The worklist knows of a revision.</summary>
public sealed record NoteTold(string Id, long Revision) : StepCommand(Id);

/// <summary>The worklist could not be told.</summary>
public sealed record NoteNotTold(string Id, long Revision, string Problem, DateTimeOffset RetryAt) : StepCommand(Id);

/// <summary>A receiver has taken a message.</summary>
public sealed record NoteSent(string Id, string Receiver, long Number) : StepCommand(Id);

/// <summary>A receiver has not taken what it should have.</summary>
/// <param name="Attempts">Those that had failed before: told again, this is one and no more.</param>
/// <param name="RetryAt">Null: it is not tried again.</param>
public sealed record NoteNotSent(string Id, string Receiver, int Attempts, string Problem, DateTimeOffset? RetryAt) : StepCommand(Id);

/// <summary>An operator wants what waits or has failed to be sent now.</summary>
/// <param name="Receiver">Null: to everybody.</param>
public sealed record RetryForwarding(string Id, string? Receiver) : StepCommand(Id);

/// <summary>An operator does not want it to be sent any more.</summary>
/// <inheritdoc cref="RetryForwarding"/>
public sealed record CancelForwarding(string Id, string? Receiver) : StepCommand(Id);
