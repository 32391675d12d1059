using Archive.Actors.Workflow.Facts;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>What happened to a transaction. The names are in databases: they are only ever added to.</summary>
public abstract record CommitmentEvent : IFactEvent;

/// <summary>A peer asks for the commitment of the instances of a list.</summary>
/// <param name="ListDocument">The list, which is stored already.</param>
public sealed record CommitmentRequested(string TransactionUid, string AeTitle, string ListDocument, int Count, DateTimeOffset At) : CommitmentEvent;

/// <summary>The peer asks once more for what has a result, because it does not know that: the same result is to be reported.</summary>
public sealed record CommitmentRequestedAgain(DateTimeOffset At) : CommitmentEvent;

/// <summary>There is no result yet, and what it lacks is looked for again later.</summary>
/// <param name="Missing">How many instances were found missing; not all of them were looked for.</param>
public sealed record CommitmentPostponed(int Missing, string Reason, DateTimeOffset Due) : CommitmentEvent;

/// <summary>The result, once for each transaction.</summary>
public sealed record CommitmentDecided(CommitmentResult Result, DateTimeOffset At) : CommitmentEvent;

/// <summary>A report is about to be sent: from now on the peer may know the result.</summary>
/// <param name="Report">1 for the first one; each later one may be a repetition.</param>
public sealed record CommitmentReportBegan(int Report, DateTimeOffset At) : CommitmentEvent;

/// <summary>The peer was not reached, did not answer, or wants to be told later.</summary>
public sealed record CommitmentReportFailed(string Reason, DateTimeOffset Due) : CommitmentEvent;

/// <summary>The peer has answered 0000.</summary>
public sealed record CommitmentReported(DateTimeOffset At) : CommitmentEvent;

/// <summary>The peer has answered a status that another try would not change.</summary>
public sealed record CommitmentRefused(int Status, DateTimeOffset At) : CommitmentEvent;

/// <summary>The peer could not be told in all the time that the archive tries.</summary>
public sealed record CommitmentExpired(string Reason, DateTimeOffset At) : CommitmentEvent;

/// <summary>An operator has it tried now.</summary>
public sealed record CommitmentRetried(DateTimeOffset At) : CommitmentEvent;

/// <summary>An operator has ended it.</summary>
public sealed record CommitmentCanceled(DateTimeOffset At) : CommitmentEvent;
