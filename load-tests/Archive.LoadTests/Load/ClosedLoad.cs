using Archive.LoadTests.Population;

namespace Archive.LoadTests.Load;

/// <summary>Users of whom each begins anew when it is answered and has thought. Their first beginnings are spread over the think time.</summary>
internal sealed class ClosedLoad(LoadContext context, int users)
{
    private long _arrivals = -1;

    /// <param name="arriving">Ends with what each user does at the time.</param>
    /// <param name="working">Ends what has begun.</param>
    public Task RunAsync(CancellationToken arriving, CancellationToken working) =>
        Task.WhenAll(Enumerable.Range(0, users).Select(number => Task.Run(() => UseAsync(number, arriving, working), CancellationToken.None)));

    private async Task UseAsync(int number, CancellationToken arriving, CancellationToken working)
    {
        var think = context.Plan.Closed!.ThinkTime;
        var device = Device.Create(context, number);
        await using (device.ConfigureAwait(false))
        {
            var next = context.Clock.Now + (think * number / users);
            while (!arriving.IsCancellationRequested)
            {
                try
                {
                    await context.Clock.WaitUntilAsync(next, arriving).ConfigureAwait(false);
                }
                catch (OperationCanceledException)
                {
                    return;
                }

                var planned = think > TimeSpan.Zero && next > context.Clock.Now - RunRecorder.LateAfter ? next : context.Clock.Now;
                await device.RunAsync(new Arrival(Interlocked.Increment(ref _arrivals), planned, HadFreeDevice: true), working).ConfigureAwait(false);
                next = context.Clock.Now + Think(number, think);
            }
        }
    }

    // From half of the think time to one and a half of it: users who think equally long would come all at once.
    private TimeSpan Think(int number, TimeSpan think)
    {
        if (think == TimeSpan.Zero)
            return TimeSpan.Zero;
        var draw = new Draw((ulong)number, (ulong)Volatile.Read(ref _arrivals));
        return think * (0.5 + draw.NextDouble());
    }
}
