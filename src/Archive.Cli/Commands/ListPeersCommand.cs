using System.CommandLine;
using Archive.Cli.Peers;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>peers list</c>.</summary>
internal sealed class ListPeersCommand : SharedPeersCommand
{
    private readonly Option<bool> _json = new("--json") { Description = "Print them as JSON, as 'peers import' takes them" };

    public ListPeersCommand(ILocalNode node)
        : base("list", "Lists the peers.", node) => Options.Add(_json);

    protected override async Task<int> RunAsync(
        ParseResult parsed, IPeerAdministration peers, Terminal terminal, CancellationToken cancellationToken)
    {
        var listed = await peers.ListAsync(cancellationToken);
        if (parsed.GetValue(_json))
            PeerPrinter.PrintJson(listed, terminal.Output);
        else if (terminal.IsOutputTerminal)
            PeerPrinter.PrintTable(listed, terminal);
        else
            PeerPrinter.PrintTsv(listed, terminal.Output);
        var problems = listed.Where(peer => peer.Problem is not null).ToList();
        foreach (var peer in problems)
            await terminal.Error.WriteLineAsync(TextCells.Clean($"{peer.AeTitle} is not understood by this version: {peer.Problem}"));
        return problems.Count == 0 ? ExitCode.Success : ExitCode.Incomplete;
    }
}
