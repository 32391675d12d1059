using Archive.LoadTests.Simulators;

namespace Archive.LoadTests.Load;

/// <summary>Stores all objects of a study on the associations that the modality would use, at its pace.</summary>
internal sealed class StudySender(LoadContext context, int device)
{
    private int _nextSeries = -1;

    /// <summary>Whether the target acknowledged every object.</summary>
    public async Task<bool> SendAsync(SentStudy study, TimeSpan planned, Arrival arrival, CancellationToken cancellationToken)
    {
        var atOnce = context.Simulator.Association == AssociationScope.Series ? Math.Min(context.Simulator.AtOnce, study.Series.Count) : 1;
        var results = await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => SendSeriesAsync(study, planned, arrival, cancellationToken))).ConfigureAwait(false);
        return results.All(isStored => isStored);
    }

    /// <summary>Sends series after series until none is left.</summary>
    private async Task<bool> SendSeriesAsync(SentStudy study, TimeSpan planned, Arrival arrival, CancellationToken cancellationToken)
    {
        var isStored = true;
        var sender = new ObjectSender(context, device);
        await using (sender.ConfigureAwait(false))
        {
            while (Interlocked.Increment(ref _nextSeries) is var next && next < study.Series.Count)
            {
                isStored &= await SendAsync(sender, study.Series[next], planned, arrival, cancellationToken).ConfigureAwait(false);
                planned = context.Clock.Now + (context.Simulator.ThinkTime * context.Plan.ThinkTimes);
                if (context.Simulator.Association != AssociationScope.Study)
                    await sender.CloseAsync().ConfigureAwait(false);
            }
        }

        return isStored;
    }

    private async Task<bool> SendAsync(ObjectSender sender, SentSeries series, TimeSpan begin, Arrival arrival, CancellationToken cancellationToken)
    {
        var isStored = true;
        var trace = context.Trace(device, arrival);
        var pace = context.Plan.IsPaced ? context.Simulator.ObjectsPerSecond : null;
        for (var i = 0; i < series.Plan.Objects && !cancellationToken.IsCancellationRequested; i++)
        {
            var planned = pace is { } perSecond ? begin + TimeSpan.FromSeconds(i / perSecond) : i == 0 ? begin : context.Clock.Now;
            await context.Clock.WaitUntilAsync(planned, cancellationToken).ConfigureAwait(false);
            isStored &= await sender.SendAsync(series, i, planned, arrival, trace, cancellationToken).ConfigureAwait(false);
            if (context.Simulator.Association == AssociationScope.Object)
                await sender.CloseAsync().ConfigureAwait(false);
        }

        return isStored;
    }
}
