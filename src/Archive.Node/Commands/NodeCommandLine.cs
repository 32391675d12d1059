using System.CommandLine;
using Archive.Node.Hosting;
using Archive.Node.Options;

namespace Archive.Node.Commands;

/// <summary>
/// The executable's command line. Without a command it runs the node. Options of the form <c>--Archive:Name=value</c> belong
/// to the node, to <c>verify</c> and to <c>versions</c>, and go before environment and appsettings.json.
/// </summary>
internal sealed class NodeCommandLine : RootCommand
{
    private const string OptionsHelp = "Options of the node are given as --Archive:Name=value, for example --Archive:Dicom:Port=11113.";

    public NodeCommandLine()
        : base("A DICOM archive. Without a command it runs until it is stopped. " + OptionsHelp)
    {
        TreatUnmatchedTokensAsErrors = false;
        SetAction((parsed, cancellationToken) => WithOptionsAsync(
            parsed, (options, configuration) => NodeHost.RunAsync(options, configuration, cancellationToken)));

        var verify = new Command("verify",
            "Reads every object back, checks every checksum and compares journal, index and volumes. The archive must not be running.")
        {
            TreatUnmatchedTokensAsErrors = false,
        };
        verify.SetAction((parsed, cancellationToken) => WithOptionsAsync(parsed, (options, _) => VerifyAsync(options, cancellationToken)));
        Subcommands.Add(verify);
        var versions = new VersionsCommand();
        versions.SetAction((parsed, cancellationToken) => WithOptionsAsync(parsed, (options, _) => versions.RunAsync(parsed, options, cancellationToken)));
        Subcommands.Add(versions);
        Subcommands.Add(new EchoCommand());
        Subcommands.Add(new FindCommand());
        Subcommands.Add(new GetCommand());
        Subcommands.Add(new MoveCommand());
        Subcommands.Add(new SendCommand());
        Subcommands.Add(new ImportCommand());
    }

    private static async Task<int> VerifyAsync(ArchiveOptions options, CancellationToken cancellationToken)
    {
        using var interruption = new Interruption(cancellationToken);
        try
        {
            return await VerifyCommand.RunAsync(options, interruption.Token);
        }
        catch (OperationCanceledException) when (interruption.Token.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync("Interrupted: nothing is said of what was not read.");
            return interruption.ExitCode;
        }
    }

    private static async Task<int> WithOptionsAsync(ParseResult parsed, Func<ArchiveOptions, IConfiguration, Task<int>> run)
    {
        try
        {
            var configuration = ArchiveConfiguration.Build(parsed.UnmatchedTokens);
            return await run(ArchiveConfiguration.Read(configuration), configuration);
        }
        catch (StartException e)
        {
            await Console.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }
}
