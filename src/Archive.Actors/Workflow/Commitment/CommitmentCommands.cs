using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>What a transaction can be told. Each may be repeated: what has happened already does not happen again.</summary>
/// <param name="EntityId">See <see cref="CommitmentId"/>.</param>
public abstract record CommitmentCommand(string EntityId) : IFactCommand;

/// <inheritdoc cref="CommitmentRequested"/>
public sealed record RequestCommitment(string EntityId, string TransactionUid, string AeTitle, string ListDocument, int Count) : CommitmentCommand(EntityId);

/// <inheritdoc cref="CommitmentPostponed"/>
public sealed record PostponeCommitment(string EntityId, int Missing, string Reason, DateTimeOffset Due) : CommitmentCommand(EntityId);

/// <inheritdoc cref="CommitmentDecided"/>
public sealed record DecideCommitment(string EntityId, CommitmentResult Result) : CommitmentCommand(EntityId);

/// <summary>A report is about to be sent. It may be when the answer is <see cref="CommitmentOutcome.Done"/>.</summary>
/// <param name="Report">One more than there were.</param>
public sealed record BeginReport(string EntityId, int Report) : CommitmentCommand(EntityId);

/// <summary>The peer has answered a report with a status that is final.</summary>
public sealed record EndReport(string EntityId, int Report, int Status) : CommitmentCommand(EntityId);

/// <inheritdoc cref="CommitmentReportFailed"/>
/// <param name="Failure">One more than there were since it was last begun anew.</param>
/// <param name="PatienceSeconds">For how long the archive tries in all; after that it expires.</param>
public sealed record FailReport(string EntityId, int Failure, string Reason, DateTimeOffset Due, long PatienceSeconds) : CommitmentCommand(EntityId);

/// <inheritdoc cref="CommitmentRetried"/>
public sealed record RetryCommitment(string EntityId) : CommitmentCommand(EntityId);

/// <inheritdoc cref="CommitmentCanceled"/>
public sealed record CancelCommitment(string EntityId) : CommitmentCommand(EntityId);
