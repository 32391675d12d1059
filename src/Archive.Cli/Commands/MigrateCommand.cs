using System.CommandLine;
using Archive.Storage.Stores;

namespace Archive.Cli.Commands;

/// <summary><c>migrate</c>: brings the database's schema up to date, as a node does that starts.</summary>
internal sealed class MigrateCommand(ILocalNode node) : DataDirectoryCommand(
    "migrate", "Brings the schema of the database up to date, as a node does when it starts. A database in a file must not be in use.", node)
{
    protected override async Task<int> RunAsync(ParseResult parsed, DataDirectoryOptions options, CancellationToken cancellationToken)
    {
        Console.WriteLine(await DatabaseMove.MigrateAsync(options, cancellationToken) switch
        {
            var (before, after) when before == after => $"The database has schema version {after}: it is up to date.",
            (0, var after) => $"The database was made with schema version {after}.",
            var (before, after) => $"The database was brought from schema version {before} to {after}.",
        });
        return ExitCode.Success;
    }
}
