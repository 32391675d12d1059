using System.CommandLine;
using Archive.Cli.Terminals;
using Archive.Cli.Versions;
using Archive.Protocol.Data;
using Archive.Storage;
using Archive.Storage.Stores;

namespace Archive.Cli.Commands;

/// <summary>
/// <c>versions</c>: lists the objects under whose SOP Instance UID more than one content came, and writes them to files. Reads
/// the data directory, beside a node that runs or without one.
/// </summary>
internal sealed class VersionsCommand : DataDirectoryCommand
{
    private readonly Option<string> _study = new("--study") { Description = "Only of a study", HelpName = "UID" };
    private readonly Option<string> _instance = new("--instance") { Description = "Only of a SOP Instance UID", HelpName = "UID" };
    private readonly Option<int?> _number = new("--number") { Description = "Only the one with this number, beside --instance", HelpName = "N" };
    private readonly Option<string> _folder = new("--output", "-o") { Description = "Write them to a folder, as STUDY/SERIES/INSTANCE-N.dcm", HelpName = "FOLDER" };
    private readonly Option<bool> _json = new("--json") { Description = "Print them as JSON" };

    public VersionsCommand(ILocalNode node)
        : base("versions", "Lists objects that came with different content under one SOP Instance UID, and fetches each version. Works beside a running archive.", node)
    {
        foreach (var option in (Option[])[_study, _instance, _number, _folder, _json])
            Options.Add(option);
        foreach (var option in (Option<string>[])[_study, _instance])
        {
            option.Validators.Add(result =>
            {
                if (!Uid.IsValid(result.GetValueOrDefault<string>()))
                    result.AddError($"{option.Name} is no UID: '{result.GetValueOrDefault<string>()}'.");
            });
        }

        Validators.Add(result =>
        {
            if (result.GetResult(_number) is not null && result.GetResult(_instance) is null)
                result.AddError("--number needs --instance.");
        });
    }

    protected override async Task<int> RunAsync(ParseResult parsed, DataDirectoryOptions options, CancellationToken cancellationToken)
    {
        var terminal = Terminal.Current();
        try
        {
            await using var stores = await StoreReader.OpenAsync(options, cancellationToken);
            var versions = Find(parsed, stores, cancellationToken);
            return parsed.GetValue(_folder) is { } folder
                ? await FetchAsync(versions, new VersionFolder(folder, stores), folder, terminal, cancellationToken)
                : await ListAsync(versions, PrinterOf(parsed, terminal), isSummed: parsed.GetResult(_number) is null, terminal);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or StorageFailedException)
        {
            await terminal.Error.WriteLineAsync(e.Message);
            return ExitCode.Failed;
        }
    }

    /// <param name="isSummed">False for a part of an object's versions, of which a sum says nothing.</param>
    private static async Task<int> ListAsync(IAsyncEnumerable<ListedVersion> versions, IVersionPrinter printer, bool isSummed, Terminal terminal)
    {
        var (objects, others) = (0L, 0L);
        await foreach (var version in versions)
        {
            printer.Print(version);
            if (version.Stored.IsCurrent)
                objects++;
            else
                others++;
        }

        printer.Complete();
        if (objects + others == 0)
            await terminal.Error.WriteLineAsync(isSummed ? "No other versions." : "No such version.");
        else if (isSummed)
            await terminal.Error.WriteLineAsync($"{Quantity.Of(others, "other version", "other versions")} of {Quantity.Objects(objects)}.");
        return ExitCode.Success;
    }

    private static async Task<int> FetchAsync(
        IAsyncEnumerable<ListedVersion> versions, VersionFolder files, string folder, Terminal terminal, CancellationToken cancellationToken)
    {
        var failed = 0;
        await foreach (var version in versions)
        {
            try
            {
                await terminal.Output.WriteLineAsync(await files.WriteAsync(version, cancellationToken));
            }
            catch (InvalidDataException unreadable)
            {
                failed++;
                await terminal.Error.WriteLineAsync($"Version {version.Number} of {version.Stored.Instance}: {unreadable.Message}");
            }
        }

        await terminal.Error.WriteLineAsync(files.Files + failed == 0
            ? "Nothing to fetch: no such versions."
            : $"Wrote {Quantity.Of(files.Files, "file", "files")} ({Quantity.Bytes(files.Bytes)}) into {folder}{(failed == 0 ? "" : $", {failed} failed")}.");
        return files.Files > 0 && failed == 0 ? ExitCode.Success : ExitCode.Incomplete;
    }

    private IAsyncEnumerable<ListedVersion> Find(ParseResult parsed, StoreReader stores, CancellationToken cancellationToken)
    {
        StudyInstanceUid? study = parsed.GetValue(_study) is { } ofStudy ? new StudyInstanceUid(ofStudy) : null;
        SopInstanceUid? instance = parsed.GetValue(_instance) is { } ofInstance ? new SopInstanceUid(ofInstance) : null;
        var versions = VersionList.ReadAsync(stores.Index, study, instance, cancellationToken);
        return parsed.GetValue(_number) is { } number ? versions.Where(version => version.Number == number) : versions;
    }

    private IVersionPrinter PrinterOf(ParseResult parsed, Terminal terminal) => parsed.GetValue(_json) ? new VersionJsonPrinter(terminal.Output)
        : terminal.IsOutputTerminal ? new VersionTablePrinter(terminal)
        : new VersionTsvPrinter(terminal.Output);
}
