using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Archive.Cluster.Tests.Operations;
using Archive.Testing;

namespace Archive.Cluster.Tests.Rig;

/// <summary>HAProxy as <c>ops/haproxy.cfg</c> has it, in front of up to three nodes.</summary>
internal sealed class HaProxy : IDicomAddress, IAsyncDisposable
{
    private readonly Process _process;
    private readonly ConcurrentQueue<string> _console = new();

    private HaProxy(Process process, int dicomPort, Uri http)
    {
        _process = process;
        DicomPort = dicomPort;
        Http = http;
        process.OutputDataReceived += (_, line) => _console.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => _console.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Host => "127.0.0.1";

    public int DicomPort { get; }

    public Uri Http { get; }

    public string Console => string.Join('\n', _console);

    public static HaProxy Start(IReadOnlyList<ClusterNode> nodes)
    {
        var (dicom, http) = (FreePort.Next(), FreePort.Next());
        var info = new ProcessStartInfo(Programs.PathOf("haproxy"), ["-db", "-f", Path.Combine(OperationsFiles.Folder, "haproxy.cfg")])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        info.Environment["ARCHIVE_DICOM_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{dicom}");
        info.Environment["ARCHIVE_HTTP_LISTEN"] = string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{http}");
        for (var i = 0; i < 3; i++)
        {
            // A place that nobody has: where there are fewer nodes than three.
            var name = string.Create(CultureInfo.InvariantCulture, $"ARCHIVE_NODE{i + 1}");
            info.Environment[name] = i < nodes.Count ? nodes[i].Host : "127.0.0.1";
            info.Environment[name + "_DICOM"] = (i < nodes.Count ? nodes[i].DicomPort : 1).ToString(CultureInfo.InvariantCulture);
            info.Environment[name + "_HTTP"] = (i < nodes.Count ? nodes[i].Http.Port : 1).ToString(CultureInfo.InvariantCulture);
        }

        var process = Process.Start(info) ?? throw new InvalidOperationException("haproxy did not start.");
        return new HaProxy(process, dicom, new Uri(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{http}")));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
