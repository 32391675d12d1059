using System.Collections.Concurrent;
using System.Globalization;
using Archive.EndToEnd.Tests.Commands;
using Archive.Protocol.Data;
using Archive.Testing;
using Xunit.Abstractions;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>What is acknowledged is kept, also when it differs: kill -9 at random moments while DCMTK sends altered objects under the same UIDs.</summary>
public sealed class VersionKillTests(ITestOutputHelper output) : IDisposable
{
    private const int Kills = 8;
    private const int MaxAcknowledgedBetweenKills = 8;

    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly string[] Options = ["--Archive:Peers:0:AeTitle=REPLACER", "--Archive:Peers:0:DuplicatePolicy=Replace", "--Archive:Storage:VolumeBytes=33554432"];

    private readonly TemporaryFolder _folder = new();
    private readonly ConcurrentBag<(Uid Instance, string Comment)> _acknowledged = [];
    private readonly SemaphoreSlim _acknowledgements = new(0);
    private volatile NodeProcess? _node;

    public void Dispose()
    {
        _acknowledgements.Dispose();
        _folder.Dispose();
    }

    [Fact]
    [Requirement("TIGER-10")]
    public async Task Every_acknowledged_content_is_there_as_the_current_one_or_as_a_version()
    {
        var random = new Random(TestSeed.Choose(output.WriteLine));
        using var stopped = new CancellationTokenSource();
        TestInstance[] objects = [TestData.Ct(pixelBytes: 20_000), TestData.Ct(pixelBytes: 20_000), TestData.Ct(pixelBytes: 5_000_000)];
        var senders = Task.WhenAll(
            SendAsync(objects[0], "ANYBODY", stopped.Token), SendAsync(objects[0], "REPLACER", stopped.Token),
            SendAsync(objects[1], "REPLACER", stopped.Token), SendAsync(objects[2], "ANYBODY", stopped.Token));

        for (var kill = 1; kill <= Kills; kill++)
        {
            await using var node = await NodeProcess.StartAsync(_folder["data"], Options);
            _node = node;
            for (var count = random.Next(1, MaxAcknowledgedBetweenKills); count > 0; count--)
                Assert.True(await _acknowledgements.WaitAsync(Deadline), "Nothing is acknowledged any more:\n" + node.Console);
            await Task.Delay(random.Next(20));
            await node.KillAsync();
        }

        await using (var node = await NodeProcess.StartAsync(_folder["data"], Options))
        {
            _node = node;
            while (objects.Any(instance => _acknowledged.Count(one => one.Instance == instance.Sop.Uid) < 2))
                Assert.True(await _acknowledgements.WaitAsync(Deadline), "Nothing is acknowledged any more:\n" + node.Console);
            await stopped.CancelAsync();
            await senders.WaitAsync(Deadline);
            await AssertKeptAsync(node, objects);
            Assert.Equal(0, await node.TerminateAsync());
        }

        await Verification.AssertIntactAsync(_folder["data"]);
    }

    /// <summary>The object as its sender alters it each time: other pixels, and a comment that names them.</summary>
    private static TestInstance Alter(TestInstance instance, string comment)
    {
        var dataSet = DataSetReader.Read(instance.Encode(TransferSyntax.ExplicitVrLittleEndian), TransferSyntax.ExplicitVrLittleEndian);
        return instance with { DataSet = dataSet.SetString(Tags.ImageComments, comment).Set(Tags.PixelData, Vr.OW, PixelsOf(comment, dataSet)) };
    }

    private static byte[] PixelsOf(string comment, DataSet dataSet)
    {
        var pixels = new byte[dataSet.TryGet(Tags.PixelData, out var element) ? element.Value.Length : 0];
        new Random(int.Parse(comment.Split(' ')[^1], CultureInfo.InvariantCulture)).NextBytes(pixels);
        return pixels;
    }

    private async Task SendAsync(TestInstance instance, string peer, CancellationToken stopped)
    {
        var folder = Directory.CreateDirectory(_folder[$"{peer} {instance.Sop}"]).FullName;
        for (var number = 1; !stopped.IsCancellationRequested; number++)
        {
            var comment = $"{peer} {number}";
            var path = Path.Combine(folder, "altered.dcm");
            await File.WriteAllBytesAsync(path, Alter(instance, comment).ToFile(TransferSyntax.ExplicitVrLittleEndian), CancellationToken.None);
            if (_node is not { } node)
            {
                await Task.Delay(20, CancellationToken.None);
                continue;
            }

            var sent = await DcmtkTool.RunAsync("storescu",
                "--verbose", "-aet", peer, "-aec", NodeClient.AeTitle, "127.0.0.1", node.DicomPort.ToString(CultureInfo.InvariantCulture), path);
            if (!sent.Output.Contains("Received Store Response (Success)", StringComparison.Ordinal))
                continue;
            _acknowledged.Add((instance.Sop.Uid, comment));
            _acknowledgements.Release();
        }
    }

    private async Task AssertKeptAsync(NodeProcess node, TestInstance[] objects)
    {
        var fetched = await CommandRun.RunAsync("versions", $"--Archive:DataDirectory={_folder["data"]}", "-o", _folder["got"]);
        Assert.True(fetched.ExitCode == 0, fetched.Error);
        var kept = new HashSet<(Uid Instance, string Comment)>();
        foreach (var path in fetched.Lines)
        {
            var dataSet = DataSetReader.Read(Part10File.Read(await File.ReadAllBytesAsync(path)).DataSetBytes, TransferSyntax.ExplicitVrLittleEndian);
            var comment = dataSet.GetString(Tags.ImageComments)!;
            Assert.True(dataSet.TryGet(Tags.PixelData, out var pixels) && pixels.Value.Span.SequenceEqual(PixelsOf(comment, dataSet)));
            Assert.True(kept.Add((dataSet.GetUid(Tags.SOPInstanceUID), comment)), $"{comment} is kept twice.");
        }

        output.WriteLine($"{_acknowledged.Count} acknowledged, {kept.Count} kept");
        Assert.Empty(_acknowledged.Except(kept));
        foreach (var instance in objects)
            Assert.Equal(instance.Sop.Uid, Assert.Single(await node.FindInstancesAsync(instance.Study.Uid)));
        Assert.Equal(kept.Count - objects.Length, await node.MetricAsync("archive_versions"));
    }
}
