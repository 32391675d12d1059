using System.Diagnostics.Tracing;
using Microsoft.Diagnostics.NETCore.Client;
using Microsoft.Diagnostics.Tracing;
using Microsoft.Diagnostics.Tracing.Parsers;
using Microsoft.Diagnostics.Tracing.Parsers.Clr;

namespace Archive.LoadTests.Measuring;

/// <summary>The managed heap of another .NET process.</summary>
internal static class ManagedHeap
{
    /// <summary>
    /// Has it collect everything, twice: what finalizers had still to look at is gone then. Returns how many bytes are live, without those that
    /// are allocated where nothing is moved: the blocks of the memory budget, which are kept.
    /// </summary>
    public static async Task<long> BytesAfterCollectionAsync(int process, CancellationToken stop)
    {
        await CollectAsync(process, stop);
        return await CollectAsync(process, stop);
    }

    private static async Task<long> CollectAsync(int process, CancellationToken stop)
    {
        const long Keywords = (long)(ClrTraceEventParser.Keywords.GC | ClrTraceEventParser.Keywords.GCHeapCollect);
        var left = new TaskCompletionSource<long>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var session = new DiagnosticsClient(process).StartEventPipeSession(
            [new EventPipeProvider("Microsoft-Windows-DotNETRuntime", EventLevel.Informational, Keywords)], requestRundown: false);
        using var source = new EventPipeEventSource(session.EventStream);
        var isInduced = false;
        source.Clr.GCStart += start => isInduced |= start.Reason == GCReason.Induced;
        source.Clr.GCHeapStats += heap =>
        {
            if (isInduced)
                left.TrySetResult(heap.TotalPromotedSize0 + heap.TotalPromotedSize1 + heap.TotalPromotedSize2 + heap.TotalPromotedSize3);
        };
        var reading = Task.Run(source.Process, stop);
        var bytes = await left.Task.WaitAsync(TimeSpan.FromSeconds(30), stop);
        await session.StopAsync(stop);
        await reading;
        return bytes;
    }
}
