using System.Net;
using System.Text.RegularExpressions;
using Archive.Cli;
using Archive.Cli.Commands;
using Archive.Node.Hosting;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.Node.Tests.Hosting;

/// <summary>The executable's command line, run within the test's process on free ports, and what it printed.</summary>
internal sealed partial class RunningNode : IAsyncDisposable
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private static readonly HttpClient Client = new();

    private readonly CancellationTokenSource _stop = new();
    private readonly CapturedConsole _console = new();
    private readonly Task<int> _run;

    private RunningNode(string folder, string[] arguments) => _run = InvokeAsync(
        ["--Archive:Dicom:Port=0", "--Archive:Http:Port=0", $"--Archive:DataDirectory={folder}", .. arguments], _stop.Token);

    public string Output => _console.Output;

    public IPEndPoint Dicom => IPEndPoint.Parse(DicomLine().Match(Output).Groups["address"].Value);

    public Uri Http => new(HttpLine().Match(Output).Groups["address"].Value);

    public static async Task<RunningNode> StartAsync(string folder, params string[] arguments)
    {
        var node = new RunningNode(folder, arguments);
        using var limit = new CancellationTokenSource(Limit);
        while (!node.Output.Contains("storescu", StringComparison.Ordinal))
        {
            Assert.False(node._run.IsCompleted, $"The node has ended: {node._console.Error}");
            await Task.Delay(5, limit.Token);
        }

        return node;
    }

    /// <summary>Runs a command to its end.</summary>
    public static Task<(int ExitCode, string Output, string Error)> RunAsync(params string[] arguments) => RunAsync(arguments, CancellationToken.None);

    /// <inheritdoc cref="RunAsync(string[])"/>
    public static async Task<(int ExitCode, string Output, string Error)> RunAsync(string[] arguments, CancellationToken cancellationToken)
    {
        using var console = new CapturedConsole();
        var exitCode = await InvokeAsync(arguments, cancellationToken).WaitAsync(Limit, CancellationToken.None);
        return (exitCode, console.Output, console.Error);
    }

    public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path)
    {
        using var response = await Client.GetAsync(new Uri(Http, path));
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    /// <summary>An association for CT storage.</summary>
    public Task<ScuAssociation> ConnectAsync() => ScuAssociation.ConnectAsync(new ScuAssociationOptions
    {
        Host = "127.0.0.1",
        Port = Dicom.Port,
        CalledAeTitle = new AeTitle("ARCHIVE"),
        CallingAeTitle = new AeTitle("MODALITY"),
    }.Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian));

    public async Task<int> StopAsync()
    {
        await _stop.CancelAsync();
        return await _run.WaitAsync(Limit);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _console.Dispose();
        _stop.Dispose();
    }

    private static Task<int> InvokeAsync(string[] arguments, CancellationToken cancellationToken) =>
        Task.Run(() => ArchiveCommandLine.Create(new LocalNode()).Parse(arguments).InvokeAsync(cancellationToken: cancellationToken), CancellationToken.None);

    [GeneratedRegex(@"^  DICOM  \S+ at (?<address>\S+)$", RegexOptions.Multiline)]
    private static partial Regex DicomLine();

    [GeneratedRegex(@"^  HTTP   (?<address>\S+) ", RegexOptions.Multiline)]
    private static partial Regex HttpLine();
}
