using System.CommandLine;
using System.Diagnostics;
using Archive.Cli.Connections;
using Archive.Cli.Files;
using Archive.Cli.Sending;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary>What <c>send</c> and <c>import</c> have in common: files and folders go to a peer by C-STORE (PS3.4 B), as they are.</summary>
internal abstract class StoreCommand : PeerCommand
{
    private static readonly TimeSpan CountingPatience = TimeSpan.FromSeconds(1);

    private readonly Option<int> _associations;
    private readonly Option<string> _report = new("--report") { Description = "Write a line for each file that was not stored, with the reason: tab-separated values", HelpName = "FILE" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the summary as JSON" };

    protected StoreCommand(string name, string description, int defaultAssociations, ILocalNode node)
        : base(name, description, node)
    {
        _associations = new Option<int>("--associations", "-a") { Description = "How many associations to send over at once", HelpName = "COUNT", DefaultValueFactory = _ => defaultAssociations };
        _associations.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 1 or > 64)
                result.AddError("--associations takes 1 to 64.");
        });
        Options.Add(_associations);
        Options.Add(_report);
        Options.Add(_json);
        Peer.AddTo(this);
    }

    protected Argument<string[]> Paths { get; } = new("PATH") { Description = "Files, and folders with everything below them", Arity = ArgumentArity.OneOrMore };

    /// <summary>Files go as they are even where a length is odd: they go into the archive, which changes nothing of what it keeps.</summary>
    protected abstract bool KeepsBytes { get; }

    protected abstract Target? ReadTarget(ParseResult parsed);

    protected override async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var connection = await Peer.ReadAsync(parsed, ReadTarget(parsed), cancellationToken);
        var paths = RawArguments.PathsOf(parsed.GetValue(Paths)!);
        using var refusedFiles = parsed.GetValue(_report) is { } path ? new RefusedFiles(path) : null;
        var report = new SendReport(refusedFiles);
        var started = Stopwatch.GetTimestamp();
        var end = await SendAsync(new Sender(connection, parsed.GetValue(_associations), report, KeepsBytes), report, paths, terminal, cancellationToken);
        var summary = new SendSummary(report, Stopwatch.GetElapsedTime(started), end);
        if (parsed.GetValue(_json))
            summary.PrintJson(terminal.Output);
        else
            summary.Print(terminal);
        if (refusedFiles?.Problem is { } problem)
            await terminal.Error.WriteLineAsync($"Not every line of the report could be written: {problem}");
        return cancellationToken.IsCancellationRequested ? ExitCode.Interrupted : summary.IsComplete ? ExitCode.Success : ExitCode.Incomplete;
    }

    private static async Task<string?> SendAsync(Sender sender, SendReport report, IReadOnlyList<FilePath> paths, Terminal terminal, CancellationToken cancellationToken)
    {
        using var sent = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var counting = terminal.IsErrorTerminal ? SendStatus.CountAsync(report, paths, sent.Token) : Task.CompletedTask;
        try
        {
            await using var progress = new ProgressLine(terminal, new SendStatus(report).ToString);
            return await sender.RunAsync(paths, cancellationToken);
        }
        finally
        {
            await sent.CancelAsync();
            // It may hang in a folder that does not answer, and nobody needs it any more.
            await Task.WhenAny(counting, Task.Delay(CountingPatience, CancellationToken.None));
        }
    }
}
