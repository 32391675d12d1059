using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary>What commands have in common that ask a running node.</summary>
internal abstract class NodeCommand : Command
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string> _url = NodeApi.CreateOption();
    private readonly ILocalNode _node;
    private readonly TimeSpan _patience;

    /// <param name="patience">How long an answer is waited for; a minute when it is left out.</param>
    protected NodeCommand(string name, string description, ILocalNode node, TimeSpan? patience = null)
        : base(name, description)
    {
        _node = node;
        _patience = patience ?? TimeSpan.FromMinutes(1);
        TreatUnmatchedTokensAsErrors = false;
        Options.Add(_url);
        SetAction(RunAsync);
    }

    /// <exception cref="CommandException">It cannot be done; the message says why.</exception>
    protected abstract Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken);

    protected static void PrintJson(JsonElement json, Terminal terminal) => terminal.Output.WriteLine(JsonSerializer.Serialize(json, Indented));

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = Terminal.Current();
        try
        {
            using var api = NodeApi.Open(parsed, _url, _node, _patience);
            await RunAsync(parsed, api, terminal, cancellationToken);
            return ExitCode.Success;
        }
        catch (CommandException e)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
