using System.CommandLine;
using Archive.Storage.Stores;

namespace Archive.Cli.Commands;

/// <summary>
/// The executable's command line. Without a command it runs the node. Options of the form <c>--Archive:Name=value</c> belong
/// to the node and to the commands that read what it keeps, and go before environment and appsettings.json.
/// </summary>
public static class ArchiveCommandLine
{
    private const string OptionsHelp = "Options of the node are given as --Archive:Name=value, for example --Archive:Dicom:Port=11113.";

    public static RootCommand Create(ILocalNode node)
    {
        var root = new RootCommand("A DICOM archive. Without a command it runs until it is stopped. " + OptionsHelp)
        {
            new VerifyCommand(node),
            new VersionsCommand(node),
            new MigrateCommand(node),
            new CopyIndexCommand(node),
            new PeersCommand(node),
            new EchoCommand(node),
            new FindCommand(node),
            new GetCommand(node),
            new MoveCommand(node),
            new SendCommand(node),
            new ImportCommand(node),
            new CommitmentsCommand(node),
            new StepsCommand(node),
            new ClusterCommand(node),
            new WorklistCommand(node),
        };
        root.TreatUnmatchedTokensAsErrors = false;
        root.SetAction((parsed, cancellationToken) => RunNodeAsync(node, parsed.UnmatchedTokens, cancellationToken));
        return root;
    }

    private static async Task<int> RunNodeAsync(ILocalNode node, IReadOnlyList<string> arguments, CancellationToken cancellationToken)
    {
        try
        {
            return await node.RunAsync(arguments, cancellationToken);
        }
        catch (Exception e) when (e is CommandException or DataDirectoryUnusableException)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
