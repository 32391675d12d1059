using Archive.Actors.Associations;
using Archive.Actors.Workflow.Facts;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>
/// Tells a peer of its results, one after the other on one association: those that are due, and with them all others that wait for it. What was
/// not answered is told again, when there was an answer to one before at once. May be called from any thread, for each peer by one caller.
/// </summary>
internal sealed class CommitmentReporter(
    CommitmentStore store, IFacts<CommitmentState> facts, ReportRoutes routes, AssociationSettings associations, CommitmentSettings settings, TimeProvider time,
    ILogger<CommitmentReporter> logger)
{
    /// <summary>How a report ended.</summary>
    private enum Outcome
    {
        /// <summary>The peer answered.</summary>
        Answered,

        /// <summary>There is nothing to tell any more.</summary>
        Void,

        /// <summary>The association is of no use any more.</summary>
        Broken,
    }

    /// <exception cref="Exception">The archive itself cannot read or record: it is tried again.</exception>
    public async Task ReportAsync(AeTitle aeTitle, IReadOnlyList<CommitmentState> due, CancellationToken cancellationToken)
    {
        var told = new HashSet<string>(StringComparer.Ordinal);
        string? problem = null;
        while (problem is null && !due.All(transaction => told.Contains(transaction.Id)))
        {
            var prefersNew = due.Any(transaction => transaction.Failures > 0);
            (var route, problem) = await routes.OpenAsync(aeTitle, prefersNew, cancellationToken);
            if (route is null)
                break;
            await using (route)
            {
                if (!await TellAllAsync(aeTitle, route, due, told, cancellationToken))
                    problem = "The association before had no answer.";
            }
        }

        foreach (var transaction in due.Where(transaction => !told.Contains(transaction.Id)))
            await FailAsync(transaction, problem!, cancellationToken);
    }

    /// <returns>Whether the association was of any use.</returns>
    private async Task<bool> TellAllAsync(
        AeTitle aeTitle, IReportRoute route, IReadOnlyList<CommitmentState> due, HashSet<string> told, CancellationToken cancellationToken)
    {
        var answers = 0;
        await foreach (var transaction in due.ToAsyncEnumerable().Concat(store.DecidedAsync(aeTitle, cancellationToken)).WithCancellation(cancellationToken))
        {
            if (!told.Add(transaction.Id))
                continue;
            switch (await TellAsync(route, transaction, cancellationToken))
            {
                case Outcome.Answered:
                    answers++;
                    break;
                case Outcome.Broken:
                    return answers > 0;
            }
        }

        return true;
    }

    private async Task<Outcome> TellAsync(IReportRoute route, CommitmentState transaction, CancellationToken cancellationToken)
    {
        var failures = (await store.ReadFailuresAsync(transaction, cancellationToken)).ToDictionary(failure => failure.Index, failure => failure.Reason);
        var retrieveFrom = routes.SettingsOf(new AeTitle(transaction.AeTitle)).SendsRetrieveAeTitle ? associations.AeTitle.Value : null;
        var information = CommitmentReport.InformationOf(
            transaction.TransactionUid, await store.ReadReferencesAsync(transaction, cancellationToken), failures, retrieveFrom);
        var report = transaction.Reports + 1;
        if ((await facts.AskAsync<CommitmentReply>(new BeginReport(transaction.Id, report), cancellationToken)).Outcome != CommitmentOutcome.Done)
            return Outcome.Void;
        if (report > 1)
            CommitmentMetrics.Repeated();
        DimseStatus? answer;
        try
        {
            answer = await route.ReportAsync(transaction.Result!.EventType, information, cancellationToken);
        }
        catch (Exception failure) when (ReportRoutes.IsOfPeer(failure) && !cancellationToken.IsCancellationRequested)
        {
            await FailAsync(transaction, $"The association ended before the answer: {failure.Message}", cancellationToken);
            CommitmentMetrics.Reported("failed");
            return Outcome.Broken;
        }

        return await RecordAsync(transaction, report, answer, cancellationToken);
    }

    private async Task<Outcome> RecordAsync(CommitmentState transaction, int report, DimseStatus? answer, CancellationToken cancellationToken)
    {
        if (answer is not { } status)
        {
            await FailAsync(transaction, $"There was no answer within {settings.ResponseTimeout.TotalSeconds:0} s.", cancellationToken);
            CommitmentMetrics.Reported("failed");
            return Outcome.Broken;
        }

        if (status.IsFailure && !CommitmentReport.IsFinal(status))
        {
            await FailAsync(transaction, $"The peer answered {status}.", cancellationToken);
            CommitmentMetrics.Reported("later");
            return Outcome.Answered;
        }

        await facts.AskAsync<CommitmentReply>(new EndReport(transaction.Id, report, status.IsFailure ? status.Code : 0), cancellationToken);
        if (status.IsFailure)
            Log.Refused(logger, transaction.Id, transaction.AeTitle, status);
        else
            Log.Delivered(logger, transaction.Id, transaction.AeTitle);
        CommitmentMetrics.Reported(status.IsFailure ? "refused" : "delivered");
        return Outcome.Answered;
    }

    private async Task FailAsync(CommitmentState transaction, string reason, CancellationToken cancellationToken)
    {
        var failure = transaction.Failures + 1;
        var due = time.GetUtcNow() + settings.RetryAfter(failure);
        var fail = new FailReport(transaction.Id, failure, reason, due, (long)settings.Patience.TotalSeconds);
        var reply = await facts.AskAsync<CommitmentReply>(fail, cancellationToken);
        if (reply.Phase == CommitmentPhase.Expired)
            Log.Expired(logger, transaction.Id, transaction.AeTitle, reason);
        else
            Log.NotTold(logger, transaction.Id, transaction.AeTitle, failure, reason, due);
    }
}
