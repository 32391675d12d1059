using System.Collections.Frozen;
using static Archive.Actors.Workflow.Commitment.CommitmentPhase;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Every way that a transaction may go. What does not stand here does not happen.</summary>
public static class CommitmentTransitions
{
    private static readonly (CommitmentPhase From, Type Event, CommitmentPhase To)[] Rows =
    [
        (Unknown, typeof(CommitmentRequested), Received),

        (Received, typeof(CommitmentPostponed), Received),
        (Received, typeof(CommitmentDecided), Decided),
        (Received, typeof(CommitmentRetried), Received),
        (Received, typeof(CommitmentCanceled), Withdrawn),

        (Decided, typeof(CommitmentReportBegan), Reporting),
        (Decided, typeof(CommitmentReportFailed), Decided),
        (Decided, typeof(CommitmentReported), Delivered), // the answer came after all
        (Decided, typeof(CommitmentExpired), Expired),
        (Decided, typeof(CommitmentRetried), Decided),
        (Decided, typeof(CommitmentCanceled), Canceled),

        (Reporting, typeof(CommitmentReportBegan), Reporting), // whoever sent the last one is gone
        (Reporting, typeof(CommitmentReportFailed), Decided),
        (Reporting, typeof(CommitmentReported), Delivered),
        (Reporting, typeof(CommitmentRefused), Refused),
        (Reporting, typeof(CommitmentExpired), Expired),
        (Reporting, typeof(CommitmentRetried), Decided),
        (Reporting, typeof(CommitmentCanceled), Canceled),

        (Delivered, typeof(CommitmentRequestedAgain), Decided),

        (Refused, typeof(CommitmentRequestedAgain), Decided),
        (Refused, typeof(CommitmentRetried), Decided),

        (Expired, typeof(CommitmentRequestedAgain), Decided),
        (Expired, typeof(CommitmentRetried), Decided),

        (Canceled, typeof(CommitmentReported), Delivered), // it was on its way
        (Canceled, typeof(CommitmentRequestedAgain), Decided),
        (Canceled, typeof(CommitmentRetried), Decided),

        (Withdrawn, typeof(CommitmentRequested), Received),
        (Withdrawn, typeof(CommitmentRetried), Received),
    ];

    private static readonly FrozenDictionary<(CommitmentPhase From, Type Event), CommitmentPhase> Table =
        Rows.ToFrozenDictionary(row => (row.From, row.Event), row => row.To);

    /// <summary>Where an event leads; null when it cannot happen.</summary>
    public static CommitmentPhase? After(CommitmentPhase phase, Type happened) => Table.TryGetValue((phase, happened), out var next) ? next : null;

    /// <summary>Whether something is still to be done.</summary>
    public static bool IsOpen(CommitmentPhase phase) => phase is Received or Decided or Reporting;
}
