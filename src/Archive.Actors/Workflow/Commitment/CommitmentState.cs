using System.Text.Json.Serialization;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Storage.Workflow;
using static Archive.Actors.Workflow.Commitment.CommitmentPhase;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>
/// A transaction of storage commitment (PS3.4 J): one peer, one Transaction UID, one list, one result. Decides on commands, and is
/// what its events made of it.
/// </summary>
public sealed record CommitmentState : IFactState<CommitmentState>
{
    /// <summary>The attribute by which transactions are found by their phase: Status (0000,0900), in no data set of them.</summary>
    public const uint PhaseAttribute = 0x0000_0900;

    public static FactKind Kind => FactKind.Commitment;

    public required string Id { get; init; }

    public CommitmentPhase Phase { get; init; }

    public string TransactionUid { get; init; } = "";

    /// <summary>Of the peer that asks, and is told.</summary>
    public string AeTitle { get; init; } = "";

    /// <summary>The document of the list.</summary>
    public string ListDocument { get; init; } = "";

    /// <summary>How many instances the list has.</summary>
    public int Count { get; init; }

    /// <summary>When the peer asked; from then on instances are waited for.</summary>
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>Instances that were missing when they were last looked for.</summary>
    public int Missing { get; init; }

    public CommitmentResult? Result { get; init; }

    public DateTimeOffset? DecidedAt { get; init; }

    /// <summary>From when on the archive has tried to tell the peer: the time until it expires.</summary>
    public DateTimeOffset? ReportingSince { get; init; }

    /// <summary>Reports that may have reached the peer.</summary>
    public int Reports { get; init; }

    /// <summary>Reports that were sent before the peer last asked again: an answer to one of them ends nothing any more.</summary>
    public int AnsweredReports { get; init; }

    /// <summary>Tries that failed, since it was last begun anew.</summary>
    public int Failures { get; init; }

    /// <summary>How often the peer asked for it again when it had been reported.</summary>
    public int RequestedAgain { get; init; }

    /// <summary>What was last in the way.</summary>
    public string? Problem { get; init; }

    /// <summary>The peer's final answer.</summary>
    public int? Status { get; init; }

    /// <summary>When it came to its end.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public DateTimeOffset? DueAt { get; init; }

    [JsonIgnore]
    public bool IsOpen => CommitmentTransitions.IsOpen(Phase);

    [JsonIgnore]
    public IReadOnlyList<FactTerm> Terms =>
    [
        new(Tags.TransactionUID.Value, TransactionUid),
        new(Tags.SourceApplicationEntityTitle.Value, AeTitle),
        new(PhaseAttribute, Phase.ToString()),
    ];

    public static CommitmentState Empty(string id) => new() { Id = id };

    public FactDecision Decide(IFactCommand command, DateTimeOffset now) => command switch
    {
        RequestCommitment request => Decide(request, now),
        _ when Phase == Unknown => Nothing(CommitmentOutcome.Unknown),
        PostponeCommitment postpone => Decide(postpone),
        DecideCommitment decide => Result is not null ? Nothing(CommitmentOutcome.Done) : Happen(new CommitmentDecided(decide.Result, now)),
        BeginReport begin => Decide(begin, now),
        EndReport end => Decide(end, now),
        FailReport fail => Decide(fail, now),
        RetryCommitment => Phase is Received or Decided && DueAt <= now && Failures == 0
            ? Nothing(CommitmentOutcome.Done)
            : Happen(new CommitmentRetried(now)),
        CancelCommitment => Phase is Canceled or Withdrawn ? Nothing(CommitmentOutcome.Done) : Happen(new CommitmentCanceled(now)),
        _ => throw new ArgumentOutOfRangeException(nameof(command), command.GetType().Name, "A transaction does not know this command."),
    };

    public CommitmentState Apply(IFactEvent happened)
    {
        var next = this with
        {
            Phase = CommitmentTransitions.After(Phase, happened.GetType())
                ?? throw new InvalidOperationException($"{happened.GetType().Name} cannot happen to a transaction that is {Phase}."),
        };
        return happened switch
        {
            CommitmentRequested e => next.Restart(e.At) with
            {
                TransactionUid = e.TransactionUid,
                AeTitle = e.AeTitle,
                ListDocument = e.ListDocument,
                Count = e.Count,
                RequestedAt = e.At,
            },
            CommitmentRequestedAgain e => next.Restart(e.At) with { RequestedAgain = RequestedAgain + 1, AnsweredReports = Reports },
            CommitmentPostponed e => next with { Missing = e.Missing, Problem = e.Reason, DueAt = e.Due },
            CommitmentDecided e => next.Restart(e.At) with { Result = e.Result, DecidedAt = e.At },
            CommitmentReportBegan e => next with { Reports = e.Report, DueAt = e.At },
            CommitmentReportFailed e => next with { Failures = Failures + 1, Problem = e.Reason, DueAt = e.Due },
            CommitmentReported e => next.End(e.At) with { Status = 0, Problem = null },
            CommitmentRefused e => next.End(e.At) with { Status = e.Status, Problem = null },
            CommitmentExpired e => next.End(e.At) with { Failures = Failures + 1, Problem = e.Reason },
            CommitmentRetried e => Phase == Withdrawn ? next.Restart(e.At) with { RequestedAt = e.At } : next.Restart(e.At),
            CommitmentCanceled e => next.End(e.At),
            _ => throw new ArgumentOutOfRangeException(nameof(happened), happened.GetType().Name, "A transaction does not know this event."),
        };
    }

    private FactDecision Decide(RequestCommitment request, DateTimeOffset now)
    {
        if (Phase is not (Unknown or Withdrawn) && ListDocument != request.ListDocument)
            return Nothing(CommitmentOutcome.OtherList);
        if (IsOpen)
            return Nothing(CommitmentOutcome.Done);
        return Happen(Result is null
            ? new CommitmentRequested(request.TransactionUid, request.AeTitle, request.ListDocument, request.Count, now)
            : new CommitmentRequestedAgain(now));
    }

    private FactDecision Decide(PostponeCommitment postpone) =>
        Phase == Received && (postpone.Missing, postpone.Reason, (DateTimeOffset?)postpone.Due) == (Missing, Problem ?? "", DueAt)
            ? Nothing(CommitmentOutcome.Done)
            : Happen(new CommitmentPostponed(postpone.Missing, postpone.Reason, postpone.Due));

    private FactDecision Decide(BeginReport begin, DateTimeOffset now)
    {
        if (Phase == Reporting && begin.Report == Reports)
            return Nothing(CommitmentOutcome.Done); // it was asked for before
        return begin.Report == Reports + 1 ? Happen(new CommitmentReportBegan(begin.Report, now)) : Nothing(CommitmentOutcome.NotNow);
    }

    private FactDecision Decide(EndReport end, DateTimeOffset now)
    {
        if (end.Report != Reports || end.Report <= AnsweredReports)
            return Nothing(CommitmentOutcome.NotNow);
        if (Phase is Delivered or Refused)
            return Nothing(CommitmentOutcome.Done);
        return Happen(end.Status == 0 ? new CommitmentReported(now) : new CommitmentRefused(end.Status, now));
    }

    private FactDecision Decide(FailReport fail, DateTimeOffset now)
    {
        if (fail.Failure == Failures)
            return Nothing(CommitmentOutcome.Done);
        if (fail.Failure != Failures + 1)
            return Nothing(CommitmentOutcome.NotNow);
        return Happen(now - ReportingSince >= TimeSpan.FromSeconds(fail.PatienceSeconds)
            ? new CommitmentExpired(fail.Reason, now)
            : new CommitmentReportFailed(fail.Reason, fail.Due));
    }

    /// <summary>The event, where the table has it.</summary>
    private FactDecision Happen(CommitmentEvent happened) => CommitmentTransitions.After(Phase, happened.GetType()) is { } next
        ? new FactDecision([happened], new CommitmentReply(CommitmentOutcome.Done, next))
        : Nothing(CommitmentOutcome.NotNow);

    private FactDecision Nothing(CommitmentOutcome outcome) => new([], new CommitmentReply(outcome, Phase));

    private CommitmentState Restart(DateTimeOffset at) => this with
    {
        DueAt = at,
        ReportingSince = at,
        Failures = 0,
        Missing = 0,
        Problem = null,
        Status = null,
        EndedAt = null,
    };

    private CommitmentState End(DateTimeOffset at) => this with { DueAt = null, EndedAt = at };
}
