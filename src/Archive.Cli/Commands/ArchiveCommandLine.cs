using System.CommandLine;
using Archive.Storage.Stores;

namespace Archive.Cli.Commands;

/// <summary>
/// The executable's command line. Without a command it runs the node. Options of the form <c>--Archive:Name=value</c> belong
/// to the node, to <c>verify</c> and to <c>versions</c>, and go before environment and appsettings.json.
/// </summary>
public sealed class ArchiveCommandLine : RootCommand
{
    private const string OptionsHelp = "Options of the node are given as --Archive:Name=value, for example --Archive:Dicom:Port=11113.";

    private readonly ILocalNode _node;

    public ArchiveCommandLine(ILocalNode node)
        : base("A DICOM archive. Without a command it runs until it is stopped. " + OptionsHelp)
    {
        _node = node;
        TreatUnmatchedTokensAsErrors = false;
        SetAction(RunNodeAsync);
        Subcommands.Add(new VerifyCommand(node));
        Subcommands.Add(new VersionsCommand(node));
        Subcommands.Add(new EchoCommand(node));
        Subcommands.Add(new FindCommand(node));
        Subcommands.Add(new GetCommand(node));
        Subcommands.Add(new MoveCommand(node));
        Subcommands.Add(new SendCommand(node));
        Subcommands.Add(new ImportCommand(node));
    }

    private async Task<int> RunNodeAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        try
        {
            return await _node.RunAsync(parsed.UnmatchedTokens, cancellationToken);
        }
        catch (Exception e) when (e is CommandException or DataDirectoryUnusableException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
