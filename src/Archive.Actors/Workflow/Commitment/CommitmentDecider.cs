using Archive.Actors.Workflow.Facts;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Commitment;

/// <summary>Brings a transaction to its result, or to a later look at it. May be called from any thread.</summary>
internal sealed class CommitmentDecider(
    CommitmentStore store, IFacts<CommitmentState> facts, CommitmentChecker checker, CommitmentSettings settings, TimeProvider time, ILogger<CommitmentDecider> logger)
{
    /// <exception cref="Exception">What the check needs cannot be had at present: there is no result, and it is tried again.</exception>
    public async Task CheckAsync(CommitmentState transaction, CancellationToken cancellationToken)
    {
        var waited = time.GetUtcNow() - transaction.RequestedAt;
        var check = await checker.CheckAsync(await store.ReadListAsync(transaction, cancellationToken), waited, cancellationToken);
        if (check.Lacks is { } lacks)
        {
            var due = time.GetUtcNow() + settings.RecheckAfter(waited);
            var graceEnds = transaction.RequestedAt + settings.Grace;
            if (waited < settings.Grace && due > graceEnds)
                due = graceEnds;
            Log.Waiting(logger, transaction.Id, transaction.AeTitle, check.Missing, lacks, due);
            await facts.AskAsync<CommitmentReply>(new PostponeCommitment(transaction.Id, check.Missing, lacks, due), cancellationToken);
            return;
        }

        var result = await store.CreateResultAsync(transaction.Count, check.Failures, cancellationToken);
        var reply = await facts.AskAsync<CommitmentReply>(new DecideCommitment(transaction.Id, result), cancellationToken);
        if (reply.Outcome != CommitmentOutcome.Done)
            return;
        Log.Decided(logger, transaction.Id, transaction.TransactionUid, transaction.AeTitle, result.Succeeded, result.Failed);
        CommitmentMetrics.Decided(result);
    }
}
