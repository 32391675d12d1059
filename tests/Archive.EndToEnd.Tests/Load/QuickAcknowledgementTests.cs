using System.Globalization;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Load;

/// <summary>
/// Senders that leave Nagle's algorithm on, as DCMTK's tools do by default: without quick acknowledgement each object waits
/// 40 ms for the kernel to acknowledge its command. In a network of its own the kernel counts how often it did.
/// </summary>
public sealed class QuickAcknowledgementTests : IDisposable
{
    private const int Objects = 200;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [NeedsFact(Need.Networks)]
    public async Task Senders_with_Nagles_algorithm_do_not_wait_for_acknowledgements()
    {
        Directory.CreateDirectory(_folder["files"]);
        for (var i = 0; i < Objects; i++)
            await File.WriteAllBytesAsync(_folder[$"files/{i}.dcm"], TestData.Ct(pixelBytes: 8000).ToFile(TransferSyntax.ExplicitVrLittleEndian));
        await using var network = await SlowLine.CreateAsync(kilobytesPerSecond: 1000);
        await using var node = await NodeProcess.StartAsync(_folder["data"], network.MoveToFarEnd);
        var before = await DelayedAcknowledgementsAsync(network);

        var sent = await DcmtkTool.RunAsync("ip", [.. network.AtFarEnd("env", "--unset=TCP_NODELAY", "storescu", "-aec", NodeClient.AeTitle, "--scan-directories",
            "127.0.0.1", node.DicomPort.ToString(CultureInfo.InvariantCulture), _folder["files"])]);

        Assert.True(sent.ExitCode == 0, sent.Output);
        Assert.InRange(await DelayedAcknowledgementsAsync(network) - before, 0, Objects / 4);
    }

    /// <summary><c>DelayedACKs</c> of <c>/proc/net/netstat</c>, where a line of names stands before each line of numbers.</summary>
    private static async Task<long> DelayedAcknowledgementsAsync(SlowLine network)
    {
        var lines = (await DcmtkTool.RunAsync("ip", [.. network.AtFarEnd("cat", "/proc/net/netstat")])).Output.Split('\n');
        var row = Array.FindIndex(lines, line => line.StartsWith("TcpExt:", StringComparison.Ordinal));
        var column = Array.IndexOf(lines[row].Split(' '), "DelayedACKs");
        return long.Parse(lines[row + 1].Split(' ')[column], CultureInfo.InvariantCulture);
    }
}
