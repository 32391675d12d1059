using System.CommandLine;
using System.Globalization;
using Archive.Cli.Terminals;
using Archive.Storage.Stores;

namespace Archive.Cli.Commands;

/// <summary><c>copy-index</c>: moves journal and index of an archive from its file to PostgreSQL. The volumes stay where they are.</summary>
internal sealed class CopyIndexCommand(ILocalNode node) : DataDirectoryCommand(
    "copy-index", "Copies journal and index of the data directory's own database to the PostgreSQL database of the options. The archive must not be running.", node)
{
    protected override string Interrupted => "Interrupted: the same command goes on from here.";

    protected override async Task<int> RunAsync(ParseResult parsed, DataDirectoryOptions options, CancellationToken cancellationToken)
    {
        if (options.PostgreSql is null)
            throw new CommandException("Say where to: --Archive:Database:Provider=PostgreSql --Archive:Database:ConnectionString=… as the node is to have them.");
        var terminal = Terminal.Current();
        var step = string.Empty;
        (long Copied, long Rows) done;
        await using (new ProgressLine(terminal, () => Volatile.Read(ref step)))
            done = await DatabaseMove.CopyIndexAsync(options, new Steps(text => Volatile.Write(ref step, text)), cancellationToken);
        await terminal.Output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture,
            $"{done.Copied:#,0} rows copied; {done.Rows:#,0} are the same in both databases. Start the node with these options; archive.db is used no more."));
        return ExitCode.Success;
    }

    private sealed class Steps(Action<string> report) : IProgress<string>
    {
        public void Report(string value) => report(value);
    }
}
