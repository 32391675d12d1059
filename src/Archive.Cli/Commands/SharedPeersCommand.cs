using System.CommandLine;
using Archive.Cli.Peers;
using Archive.Cli.Terminals;
using Archive.Storage.Peers;

namespace Archive.Cli.Commands;

/// <summary>A command on the peers of a database, which takes the node's options to find it.</summary>
internal abstract class SharedPeersCommand : Command
{
    private readonly ILocalNode _node;

    protected SharedPeersCommand(string name, string description, ILocalNode node)
        : base(name, description)
    {
        _node = node;
        TreatUnmatchedTokensAsErrors = false;
        SetAction(RunAsync);
    }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="CommandException">It cannot be done.</exception>
    /// <exception cref="PeersUnavailableException">The database cannot be asked.</exception>
    protected abstract Task<int> RunAsync(
        ParseResult parsed, IPeerAdministration peers, Terminal terminal, CancellationToken cancellationToken);

    /// <summary>Says what has changed.</summary>
    protected static int Tell(IReadOnlyList<PeerChange> changes, Terminal terminal)
    {
        foreach (var change in changes)
            terminal.Output.WriteLine(TextCells.Clean(ChangeText.Describe(change)));
        terminal.Error.WriteLine(changes.Count > 0 ? "Nodes that run follow within 5 seconds." : "Nothing changed: all is so already.");
        return ExitCode.Success;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = Terminal.Current();
        using var interruption = new Interruption(cancellationToken);
        try
        {
            await using var peers = _node.ReadOptions(parsed.UnmatchedTokens).OpenPeers();
            return await RunAsync(parsed, peers, terminal, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("Interrupted.");
            return interruption.ExitCode;
        }
        catch (Exception e) when (e is CommandException or PeersUnavailableException)
        {
            await terminal.Error.WriteLineAsync(TextCells.Clean(e.Message));
            return ExitCode.Failed;
        }
    }
}
