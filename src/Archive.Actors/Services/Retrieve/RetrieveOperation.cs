using System.Runtime.CompilerServices;
using Archive.Actors.Associations;
using Archive.Actors.Services.Query;
using Archive.Protocol.Association;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Connections;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Storage.Index;

namespace Archive.Actors.Services.Retrieve;

/// <summary>
/// What C-GET and C-MOVE have in common (PS3.4 C.4.2, C.4.3): the instances are located, sent by C-STORE sub-operations
/// beside this, and counted in pending responses until none remains or a C-CANCEL comes.
/// </summary>
internal abstract class RetrieveOperation(RetrievalServices services, IAssociation association, PresentationContext context)
{
    private const string IndexUnreadable = "The index could not be read.";

    private bool _isIndexUnreadable;

    protected IAssociation Association => association;

    protected PresentationContext Context => context;

    protected RetrievalServices Services => services;

    /// <summary>Where objects go, for the log.</summary>
    protected abstract string Receiver { get; }

    /// <summary><c>get</c> or <c>move</c>.</summary>
    protected abstract string Service { get; }

    protected abstract RetrieveResponse Respond(DimseStatus status, string? errorComment = null);

    /// <summary>The order of the transfer syntaxes to fall back to.</summary>
    protected abstract IReadOnlyList<TransferSyntax> Preference { get; }

    /// <summary>Why an object is not to be sent whatever the receiver accepts; null when it may be.</summary>
    protected abstract string? ProblemOf(StoredInstance instance);

    protected abstract CStoreRequest StoreRequestFor(StoredInstance instance);

    /// <summary>Sends all items; after a C-CANCEL, what is in flight.</summary>
    /// <param name="ended">The association with the requestor is over: nothing is sent any more.</param>
    protected abstract Task SendAsync(LocatedInstances located, IAsyncEnumerable<ITransferItem> items, CancellationToken canceled, CancellationToken ended);

    protected async Task RetrieveAsync(DataSet identifier, CancellationToken canceled)
    {
        var started = services.Time.GetTimestamp();
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(association.Ended);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(canceled, ended.Token);
        if (await LocateAsync(identifier, canceled, stop.Token) is not { } located)
            return;

        var subOperations = new SubOperations(located.Count, services.Retrieval.PendingEveryObjects, association.StatisticsOf<RetrieveStatistics>());
        var sending = SendAndEndAsync(located, subOperations, canceled, ended.Token, stop.Token);
        try
        {
            await ReportProgressAsync(subOperations);
            await sending;
            ended.Token.ThrowIfCancellationRequested();
            await AnswerAsync(subOperations);
        }
        catch
        {
            await ended.CancelAsync();
            throw;
        }
        finally
        {
            await sending.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // what it threw is on its way already
            if (!association.Peer.IsSelf)
                NoteEnd(subOperations, services.Time.GetElapsedTime(started));
        }
    }

    /// <summary>Null when they could not be located, which then has been answered.</summary>
    private async ValueTask<LocatedInstances?> LocateAsync(DataSet identifier, CancellationToken canceled, CancellationToken stop)
    {
        var isRelational = QueryNegotiation.FeaturesOf(association, context).HasFlag(QueryFeatures.Relational);
        var request = new RetrieveRequest(QueryRetrieveSopClass.Of(context).Model, identifier, isRelational) { OfReservedStudies = association.Peer.IsSelf };
        try
        {
            return await LocatedInstances.LocateAsync(services.Index, request, stop);
        }
        catch (InvalidQueryException invalid)
        {
            var refusal = Respond(DimseStatus.DataSetDoesNotMatchSopClass, invalid.Message) with { OffendingElements = invalid.OffendingElements };
            await association.RespondAsync(context, refusal);
        }
        catch (OperationCanceledException) when (canceled.IsCancellationRequested)
        {
            await association.RespondAsync(context, Respond(DimseStatus.Cancel));
        }
        catch (Exception failure) when (!association.Ended.IsCancellationRequested)
        {
            Log.LocatingFailed(services.Logger, association.Number, association.Negotiated.CallingAeTitle, failure);
            await association.RespondAsync(context, Respond(DimseStatus.OutOfResourcesNumberOfMatches, IndexUnreadable));
        }

        return null;
    }

    private async Task SendAndEndAsync(
        LocatedInstances located, SubOperations subOperations, CancellationToken canceled, CancellationToken ended, CancellationToken stop)
    {
        try
        {
            await SendAsync(located, ReadAsync(located, subOperations, stop), canceled, ended);
        }
        finally
        {
            subOperations.End();
        }
    }

    /// <summary>What is to be sent. When the index cannot be read any more nothing more comes.</summary>
    private async IAsyncEnumerable<ITransferItem> ReadAsync(LocatedInstances located, SubOperations subOperations, [EnumeratorCancellation] CancellationToken stop)
    {
        var source = new ObjectSource(services.Blobs, services.Index, Preference, StoreRequestFor, services.Logger, association.Number);
        var count = 0;
        await using var instances = located.ReadAsync(stop).GetAsyncEnumerator(stop);
        while (await MoveNextAsync(instances, stop))
        {
            subOperations.Located(++count);
            if (ProblemOf(instances.Current) is { } problem)
                subOperations.Failed(instances.Current, problem);
            else
                yield return new SubOperation(instances.Current, source, subOperations);
        }

        if (!stop.IsCancellationRequested && !_isIndexUnreadable)
            subOperations.AllLocated(count);
    }

    private async ValueTask<bool> MoveNextAsync(IAsyncEnumerator<StoredInstance> instances, CancellationToken stop)
    {
        try
        {
            return await instances.MoveNextAsync();
        }
        catch (Exception) when (stop.IsCancellationRequested)
        {
            return false;
        }
        catch (Exception failure)
        {
            Log.LocatingFailed(services.Logger, association.Number, association.Negotiated.CallingAeTitle, failure);
            _isIndexUnreadable = true;
            return false;
        }
    }

    /// <summary>
    /// Sends pending responses: the counts that are given, and those of the moment when none were for an interval. Each round
    /// takes counts or waits for a whole interval, so no more are sent than there are sub-operations and intervals.
    /// </summary>
    private async ValueTask ReportProgressAsync(SubOperations subOperations)
    {
        var more = subOperations.Progress.WaitToReadAsync().AsTask();
        while (true)
        {
            if (!await more.EndsWithinAsync(services.Retrieval.PendingInterval, services.Time))
            {
                await association.RespondAsync(context, subOperations.Counts.WriteTo(Respond(DimseStatus.Pending)));
                continue;
            }

            if (!await more)
                return;
            while (subOperations.Progress.TryRead(out var counts))
                await association.RespondAsync(context, counts.WriteTo(Respond(DimseStatus.Pending)));
            more = subOperations.Progress.WaitToReadAsync().AsTask();
        }
    }

    private async ValueTask AnswerAsync(SubOperations subOperations)
    {
        var counts = subOperations.Counts;
        var response = counts.WriteTo(_isIndexUnreadable
            ? Respond(DimseStatus.OutOfResourcesNumberOfMatches, IndexUnreadable)
            : Respond(counts.FinalStatus, subOperations.FirstReason));
        if (subOperations.FailedInstances.Count == 0)
        {
            await association.RespondAsync(context, response);
            return;
        }

        // More than 64 KiB of them, too long for a UI of the explicit transfer syntaxes, are written as UN (PS3.5 6.2.2).
        var failed = new DataSet().SetStrings(Tags.FailedSOPInstanceUIDList, [.. subOperations.FailedInstances]);
        await association.RespondAsync(context, response with { HasDataSet = true }, DataSetWriter.ToArray(failed, context.TransferSyntax));
    }

    private void NoteEnd(SubOperations subOperations, TimeSpan duration)
    {
        RetrievalMetrics.Ended(Service, duration);
        var (remaining, completed, failed, warnings) = subOperations.Counts;
        var megabytes = subOperations.Bytes / 1e6;
        Log.RetrievalEnded(services.Logger, association.Number, association.Negotiated.CallingAeTitle, Service, Receiver, completed, warnings, failed, remaining,
            megabytes, megabytes / Math.Max(duration.TotalSeconds, 0.001), duration.TotalSeconds);
        foreach (var (reason, count) in subOperations.Reasons)
            Log.SubOperationsFailed(services.Logger, association.Number, Receiver, count, reason);
    }
}
