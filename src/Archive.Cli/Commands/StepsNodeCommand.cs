using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary>What the commands of performed steps have in common: a node that is asked, and answers as tables or as JSON.</summary>
internal abstract class StepsNodeCommand : Command
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly Option<string> _url = NodeApi.CreateOption();
    private readonly ILocalNode _node;

    protected StepsNodeCommand(string name, string description, ILocalNode node)
        : base(name, description)
    {
        _node = node;
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
            using var api = NodeApi.Open(parsed, _url, _node);
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
