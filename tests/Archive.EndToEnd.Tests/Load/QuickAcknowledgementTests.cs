using System.Diagnostics;
using System.Globalization;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Load;

/// <summary>
/// Senders that leave Nagle's algorithm on, as DCMTK's tools do by default: without quick acknowledgement each object waits
/// 40 ms for the kernel to acknowledge its command.
/// </summary>
public sealed class QuickAcknowledgementTests : IDisposable
{
    private const int Objects = 200;
    private const int Attempts = 3;

    /// <summary>Half of what the objects would wait for.</summary>
    private static readonly TimeSpan Tolerance = Objects * TimeSpan.FromMilliseconds(20);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Senders_with_Nagles_algorithm_do_not_wait_for_acknowledgements()
    {
        Directory.CreateDirectory(_folder["files"]);
        for (var i = 0; i < Objects; i++)
            await File.WriteAllBytesAsync(_folder[$"files/{i}.dcm"], TestData.Ct(pixelBytes: 8000).ToFile(TransferSyntax.ExplicitVrLittleEndian));
        await using var node = await NodeProcess.StartAsync(_folder["data"]);

        // A machine that is busy with something else may slow down any one run; the wait is in every one.
        var waited = TimeSpan.MaxValue;
        for (var attempt = 0; attempt < Attempts && waited > Tolerance; attempt++)
        {
            var withoutNagle = await SendAsync(node, "TCP_NODELAY=1");
            var withNagle = await SendAsync(node, "--unset=TCP_NODELAY");
            waited = withNagle - withoutNagle;
        }

        Assert.InRange(waited, TimeSpan.MinValue, Tolerance);
    }

    private async Task<TimeSpan> SendAsync(NodeProcess node, string environment)
    {
        var started = Stopwatch.GetTimestamp();
        var sent = await DcmtkTool.RunAsync("env", environment, "storescu", "-aec", NodeClient.AeTitle, "--scan-directories",
            "127.0.0.1", node.DicomPort.ToString(CultureInfo.InvariantCulture), _folder["files"]);
        Assert.Equal(0, sent.ExitCode);
        return Stopwatch.GetElapsedTime(started);
    }
}
