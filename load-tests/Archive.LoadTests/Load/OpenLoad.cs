using System.Threading.Channels;

namespace Archive.LoadTests.Load;

/// <summary>
/// Gives the planned arrivals to devices. One task goes through the plan and waits for nothing but the time; an arrival for which no device is free waits in a
/// queue, and its latency grows.
/// </summary>
internal sealed class OpenLoad(LoadContext context, PlannedTimes times)
{
    private readonly Channel<Arrival> _waiting = Channel.CreateBounded<Arrival>(new BoundedChannelOptions(context.Plan.MaxWaiting) { SingleWriter = true });
    private int _free;

    /// <param name="arriving">Ends the plan.</param>
    /// <param name="working">Ends what has begun.</param>
    public async Task RunAsync(CancellationToken arriving, CancellationToken working)
    {
        var devices = Enumerable.Range(0, context.Plan.Devices).Select(number => Task.Run(() => WorkAsync(number, working), CancellationToken.None)).ToArray();
        try
        {
            await PlanAsync(arriving).ConfigureAwait(false);
        }
        finally
        {
            _waiting.Writer.Complete();
        }

        await Task.WhenAll(devices).ConfigureAwait(false);
        while (_waiting.Reader.TryRead(out var left))
            Refuse(left, Failure.NotStarted);
    }

    private async Task PlanAsync(CancellationToken arriving)
    {
        var number = 0L;
        foreach (var planned in times.Generate())
        {
            try
            {
                await context.Clock.WaitUntilAsync(planned, arriving).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            var arrival = new Arrival(number++, planned, HadFreeDevice: Volatile.Read(ref _free) > _waiting.Reader.Count);
            if (!_waiting.Writer.TryWrite(arrival))
                Refuse(arrival, Failure.TooManyWaiting);
        }
    }

    private async Task WorkAsync(int number, CancellationToken working)
    {
        var device = Device.Create(context, number);
        await using (device.ConfigureAwait(false))
        {
            Interlocked.Increment(ref _free);
            while (!working.IsCancellationRequested && await MoreAsync(working).ConfigureAwait(false))
            {
                if (!_waiting.Reader.TryRead(out var arrival))
                    continue;
                Interlocked.Decrement(ref _free);
                await device.RunAsync(arrival, working).ConfigureAwait(false);
                Interlocked.Increment(ref _free);
            }
        }
    }

    private async ValueTask<bool> MoreAsync(CancellationToken working)
    {
        try
        {
            return await _waiting.Reader.WaitToReadAsync(working).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private void Refuse(in Arrival arrival, Failure failure)
    {
        var scope = context.Recorder.Begin(context.Of("Arrival"), arrival.Planned, context.Trace(-1, arrival));
        context.Recorder.Complete(scope, new Outcome(0, failure));
    }
}
