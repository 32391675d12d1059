using System.CommandLine;
using Archive.Cli.Connections;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary>A command that talks to a peer: has the options of a connection and says in a sentence why it cannot go on.</summary>
internal abstract class PeerCommand : Command
{
    protected PeerCommand(string name, string description, ILocalNode node)
        : base(name, description)
    {
        Peer = new ConnectionOptions(node);
        SetAction(RunAsync);
    }

    protected ConnectionOptions Peer { get; }

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="CommandException">It cannot be done.</exception>
    protected abstract Task<int> RunAsync(ParseResult parsed, Terminal terminal, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var terminal = Terminal.Current();
        // The root command lets tokens pass that it does not know: options of the node, which have no place here.
        if (parsed.UnmatchedTokens is [var unknown, ..])
        {
            await terminal.Error.WriteLineAsync($"'{unknown}' is not understood; '{Name} --help' lists the options.");
            return ExitCode.Failed;
        }

        using var interruption = new Interruption(cancellationToken);
        try
        {
            var code = await RunAsync(parsed, terminal, interruption.Token);
            return code == ExitCode.Interrupted ? interruption.ExitCode : code;
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await terminal.Error.WriteLineAsync("Interrupted.");
            return interruption.ExitCode;
        }
        catch (CommandException e)
        {
            // A peer may have had its say in it.
            await terminal.Error.WriteLineAsync(TextCells.Clean(e.Message));
            return interruption.Token.IsCancellationRequested ? interruption.ExitCode : ExitCode.Failed;
        }
        catch (IOException e)
        {
            await terminal.Error.WriteLineAsync($"What was to be printed cannot be written: {e.Message}");
            return ExitCode.Failed;
        }
    }
}
