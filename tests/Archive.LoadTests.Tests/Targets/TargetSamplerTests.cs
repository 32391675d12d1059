using System.Net;
using System.Net.Sockets;
using System.Text;
using Archive.LoadTests.Targets;
using Archive.Testing;

namespace Archive.LoadTests.Tests.Targets;

public sealed class TargetSamplerTests
{
    [Fact]
    public void A_second_has_the_rates_and_means_since_the_reading_before()
    {
        var before = Reading(0, "process_cpu_seconds_total 10", "archive_storage_blobs_group_size_sum 100", "archive_storage_blobs_group_size_count 50");
        var now = Reading(
            2, "process_cpu_seconds_total 11", "archive_storage_blobs_group_size_sum 180", "archive_storage_blobs_group_size_count 60", "archive_associations_open 4");

        var second = now.Since(before, 7);

        Assert.Equal((7, 50.0, 8.0, 4L), (second.Second, second.CpuPercent, second.GroupObjects, second.OpenAssociations));
        Assert.Null(second.GroupFlushMs);
        Assert.Null(second.ResidentBytes);
    }

    [Fact]
    public void A_process_that_was_started_anew_has_no_negative_rates()
    {
        var second = Reading(1, "process_cpu_seconds_total 1").Since(Reading(0, "process_cpu_seconds_total 100"), 1);

        Assert.Null(second.CpuPercent);
    }

    [LinuxFact]
    public async Task The_kernel_tells_of_a_process()
    {
        await using var sampler = new TargetSampler(null, Environment.ProcessId);
        await sampler.SampleAsync(0, CancellationToken.None);
        await sampler.SampleAsync(1, CancellationToken.None);

        var second = Assert.Single(sampler.Report().Seconds);
        Assert.Equal(1, second.Second);
        Assert.InRange(second.ResidentBytes!.Value, 10_000_000, 20_000_000_000);
        Assert.NotNull(second.CpuPercent);
        Assert.NotNull(second.DiskWriteBytes);
    }

    [LinuxFact]
    public async Task The_runtime_of_a_process_tells_of_its_heap()
    {
        await using var counters = await ManagedCounters.TryStartAsync(Environment.ProcessId, CancellationToken.None);

        await Wait.UntilAsync(() => counters?.HeapBytes > 0, "the size of the heap was not told");
    }

    [Fact]
    public async Task A_target_that_cannot_be_reached_is_told_once()
    {
        await using var sampler = new TargetSampler(new Uri($"http://127.0.0.1:{FreePort.Next()}/metrics"), null);
        for (var second = 0; second < 3; second++)
            await sampler.SampleAsync(second, CancellationToken.None);

        var problem = Assert.Single(sampler.Report().Problems);
        Assert.Contains("/metrics could not be read", problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Metrics_that_nobody_knows_are_kept_with_their_first_and_last_value()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var answering = AnswerAsync(listener, "odd_total 3\nodd_seconds_bucket{le=\"1\"} 5\n", "odd_total 9\nnew_total 1\n");
        await using var sampler = new TargetSampler(new Uri($"http://{listener.LocalEndpoint}/metrics"), null);
        await sampler.SampleAsync(0, CancellationToken.None);
        await sampler.SampleAsync(1, CancellationToken.None);
        await answering;

        var report = sampler.Report();
        Assert.Empty(report.Problems);
        Assert.Equal([("new_total", 1.0, 1.0), ("odd_total", 3.0, 9.0)], report.Metrics.Select(metric => (metric.Name, metric.First, metric.Last)));
    }

    private static async Task AnswerAsync(TcpListener listener, params string[] bodies)
    {
        foreach (var body in bodies)
        {
            using var client = await listener.AcceptTcpClientAsync();
            using var reader = new StreamReader(client.GetStream(), leaveOpen: true);
            while (await reader.ReadLineAsync() is { Length: > 0 })
            {
            }

            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n{body}"));
        }
    }

    private static TargetReading Reading(double seconds, params string[] lines) =>
        new(TimeSpan.FromSeconds(seconds), PrometheusText.Read(string.Join('\n', lines)), null);
}
