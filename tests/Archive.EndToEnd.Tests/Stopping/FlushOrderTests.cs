using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>
/// What a real node asks of the system before it acknowledges, seen from outside: the object's last byte written, its volume
/// flushed, its index record written to the log, the log flushed, then the response; the names of new files flushed as well.
/// </summary>
public sealed class FlushOrderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact(Need.Strace)]
    [Requirement("OASIS-08")]
    [Requirement("MX1-15")]
    [Requirement("BASICS-03")]
    [Requirement("TIGER-10")]
    public async Task Every_acknowledgement_comes_after_the_flushes_of_its_volume_and_of_the_log()
    {
        int[] pixelBytes = [512, 512, 600_000, 6_000_000, 512, 6_000_000];
        var first = TestData.Ct();
        var objects = pixelBytes.Select(bytes => WireObject.Of(TestData.Ct(first.Study, first.Series, pixelBytes: bytes))).ToList();

        var (calls, responses) = await TraceAsync(objects);

        Assert.Equal(objects.Count, responses.Count);
        var previous = -1;
        foreach (var response in responses)
        {
            AssertDurable([.. calls.Where(call => call.Begin > previous && call.End < response.Begin)]);
            previous = response.Begin;
        }
    }

    /// <summary>Stores the objects one after the other; what the node called from its start on, and of that what sent the responses.</summary>
    private async Task<(IReadOnlyList<TracedCall> Calls, IReadOnlyList<TracedCall> Responses)> TraceAsync(IReadOnlyList<WireObject> objects)
    {
        var trace = new SystemCallTrace(_folder["trace"]);
        int id, port;
        await using (var node = await NodeProcess.StartAsync(_folder["data"], trace.Attach))
        {
            (id, port) = (node.Id, node.DicomPort);
            await using var association = await node.ConnectAsync([.. objects]);
            foreach (var instance in objects)
                Assert.Equal(DimseStatus.Success, await association.StoreAsync(instance));
            await association.ReleaseAsync();
            Assert.Equal(0, await node.TerminateAsync());
        }

        var calls = await trace.ReadAsync(id);
        return (calls, [.. calls.Where(call => IsData(call, port))]);
    }

    /// <summary>A P-DATA-TF that the node sent (PS3.8 9.3.5: PDU type 4).</summary>
    private static bool IsData(TracedCall call, int port) =>
        call.File.StartsWith($"TCP:[127.0.0.1:{port}-", StringComparison.Ordinal) && call.Arguments.Contains("\"\\4\\0", StringComparison.Ordinal);

    private void AssertDurable(IReadOnlyList<TracedCall> calls)
    {
        var volumes = _folder["data"] + "/volumes";
        var log = _folder["data"] + "/archive.db-wal";

        var written = calls.Last(call => call.IsWrite && call.File.StartsWith(volumes + "/", StringComparison.Ordinal));
        var flushed = calls.FirstOrDefault(call => call.IsFlush && call.Succeeded && call.File == written.File && call.Begin > written.End);
        Assert.True(flushed is not null, $"{written.File} is not flushed after its last byte.");

        // The journal's writer waits for its own commit; the text index's writes to the log may come at any time.
        Assert.Contains(calls.Where(call => call.File == log && call.Begin > flushed.End).GroupBy(call => call.Thread), writer =>
            writer.LastOrDefault(call => call.IsWrite) is { } recorded
            && writer.Any(call => call.IsFlush && call.Succeeded && call.Begin > recorded.End));

        foreach (var named in calls.Where(call => IsNamed(call, volumes)))
            Assert.True(calls.Any(call => call.IsFlush && call.Succeeded && call.File == volumes && call.Begin > named.End), $"{volumes} is not flushed after {named.Name} {named.Arguments}");
    }

    /// <summary>A new name that what is acknowledged depends on. What is being received may be forgotten.</summary>
    private static bool IsNamed(TracedCall call, string volumes) => call.Arguments.Contains(volumes + "/", StringComparison.Ordinal) && call.Name switch
    {
        "openat" => call.Arguments.Contains("O_CREAT", StringComparison.Ordinal) && call.Arguments.Contains(".open", StringComparison.Ordinal),
        "rename" or "renameat" or "renameat2" => true,
        _ => false,
    };
}
