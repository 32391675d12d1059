using System.Diagnostics.Tracing;
using System.Globalization;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;

namespace Archive.LoadTests.Targets;

/// <summary>
/// What the runtime of a .NET process on this machine tells of its heap each second, through its diagnostics port. A thread of its own reads; the values are
/// asked for from outside.
/// </summary>
internal sealed class ManagedCounters : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly EventPipeSession _session;
    private readonly EventPipeEventSource _source;
    private readonly Task _reading;
    private long _heapBytes;
    private double _pauseSeconds;

    private ManagedCounters(EventPipeSession session)
    {
        _session = session;
        _source = new EventPipeEventSource(session.EventStream);
        _source.Dynamic.All += Take;
        _reading = Task.Factory.StartNew(_source.Process, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
    }

    /// <summary>Null before the first was told.</summary>
    public long? HeapBytes => Interlocked.Read(ref _heapBytes) is > 0 and var bytes ? bytes : null;

    /// <summary>In which all stood still for collections, since the reading began.</summary>
    public double PauseSeconds => Volatile.Read(ref _pauseSeconds);

    /// <summary>Null when it is no .NET process, or another user's.</summary>
    public static async Task<ManagedCounters?> TryStartAsync(int process, CancellationToken cancellationToken)
    {
        try
        {
            var eachSecond = new Dictionary<string, string>(StringComparer.Ordinal) { ["EventCounterIntervalSec"] = "1" };
            var provider = new EventPipeProvider("System.Runtime", EventLevel.Informational, arguments: eachSecond);
            var client = new DiagnosticsClient(process);
            var session = client.StartEventPipeSessionAsync([provider], requestRundown: false, token: cancellationToken);
            return new ManagedCounters(await session.ConfigureAwait(false));
        }
        catch (Exception none) when (none is ServerNotAvailableException or IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var patience = new CancellationTokenSource(Patience);
            await _session.StopAsync(patience.Token).ConfigureAwait(false);
        }
        catch (Exception gone) when (gone is ServerNotAvailableException or IOException or OperationCanceledException)
        {
            // The process has ended before the run did.
        }

        _session.Dispose();
        await _reading.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // of a stream that ended in the middle
        _source.Dispose();
    }

    private void Take(TraceEvent one)
    {
        if (one.EventName != "EventCounters" || one.PayloadValue(0) is not IDictionary<string, object> outer
            || outer["Payload"] is not IDictionary<string, object> counter)
            return;
        switch (counter["Name"])
        {
            case "gc-heap-size": // megabytes
                Interlocked.Exchange(ref _heapBytes, (long)(Number("Mean") * 1e6));
                break;
            case "total-pause-time-by-gc": // milliseconds since the time before
                Volatile.Write(ref _pauseSeconds, _pauseSeconds + (Number("Increment") / 1000));
                break;
        }

        double Number(string name) => Convert.ToDouble(counter[name], CultureInfo.InvariantCulture);
    }
}
