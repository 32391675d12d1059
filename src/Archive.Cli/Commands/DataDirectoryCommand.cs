using System.CommandLine;
using Archive.Storage.Stores;

namespace Archive.Cli.Commands;

/// <summary>A command that reads what the node on this machine keeps, and takes the node's options to find it.</summary>
internal abstract class DataDirectoryCommand : Command
{
    private readonly ILocalNode _node;

    protected DataDirectoryCommand(string name, string description, ILocalNode node)
        : base(name, description)
    {
        _node = node;
        TreatUnmatchedTokensAsErrors = false;
        SetAction(RunAsync);
    }

    /// <summary>What is said when a signal ends it.</summary>
    protected virtual string Interrupted => "Interrupted.";

    /// <returns>An <see cref="ExitCode"/>.</returns>
    /// <exception cref="CommandException">It cannot be done.</exception>
    /// <exception cref="DataDirectoryUnusableException">There is no archive in the data directory, or it cannot be read.</exception>
    protected abstract Task<int> RunAsync(ParseResult parsed, DataDirectoryOptions options, CancellationToken cancellationToken);

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption(cancellationToken);
        try
        {
            return await RunAsync(parsed, _node.ReadOptions(parsed.UnmatchedTokens).DataDirectory, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync(Interrupted);
            return interruption.ExitCode;
        }
        catch (Exception e) when (e is CommandException or DataDirectoryUnusableException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
