using System.CommandLine;
using Archive.Cli.Connections;
using Archive.Cli.Receiving;
using Archive.Cli.Terminals;
using Archive.Protocol.Client;

namespace Archive.Cli.Commands;

/// <summary><c>move</c>: lets a peer send objects to a third one (C-MOVE, PS3.4 C.4.2).</summary>
internal sealed class MoveCommand : RetrieveCommand
{
    private readonly Option<string> _destination = new("--to") { Description = "AE title to which the objects go; the peer must know where that is", HelpName = "AE", Required = true };

    public MoveCommand(ILocalNode node)
        : base("move", "Lets a peer send patients, studies, series or objects to another one (C-MOVE).", node) => Options.Insert(0, _destination);

    protected override async Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken)
    {
        var query = ReadQuery(parsed);
        var destination = ConnectionOptions.ParseTitle(parsed.GetValue(_destination)!, _destination.Name);
        var connection = await Peer.ReadAsync(parsed, cancellationToken);
        var sopClass = query.Model.Move;
        await using var association = await connection.ConnectAsync(
            connection.CreateOptions(negotiations: Negotiation.Read(parsed, sopClass)).Propose(sopClass, Connection.QuerySyntaxes), cancellationToken);
        Negotiation.Report(parsed, association, sopClass, terminal);
        var outcome = await FollowAsync(
            association, association.MoveAsync(sopClass, destination.Value, query.Identifier, cancellationToken), new RetrieveCounters(() => $"to {destination}"), folder: null, terminal, cancellationToken);
        if (IsJson(parsed))
            outcome.PrintJson(terminal.Output, bytes: null);
        else
            outcome.Print(terminal, "Moved", $"to {destination}", countsItself: false);
        return outcome.ToExitCode(countsItself: false);
    }
}
