using System.CommandLine;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary>What the commands of commitments have in common: a node that is asked, and answers as text or as JSON.</summary>
internal abstract class CommitmentsNodeCommand : Command
{
    private readonly Option<string> _url = NodeApi.CreateOption();
    private readonly Option<bool> _json = new("--json") { Description = "Print it as JSON" };
    private readonly ILocalNode _node;

    protected CommitmentsNodeCommand(string name, string description, ILocalNode node)
        : base(name, description)
    {
        _node = node;
        TreatUnmatchedTokensAsErrors = false;
        Options.Add(_url);
        Options.Add(_json);
        SetAction(RunAsync);
    }

    /// <exception cref="CommandException">It cannot be done; the message says why.</exception>
    protected abstract Task RunAsync(ParseResult parsed, NodeApi api, bool isJson, Terminal terminal, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = Terminal.Current();
        try
        {
            using var api = NodeApi.Open(parsed, _url, _node);
            await RunAsync(parsed, api, parsed.GetValue(_json), terminal, cancellationToken);
            return ExitCode.Success;
        }
        catch (CommandException e)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
