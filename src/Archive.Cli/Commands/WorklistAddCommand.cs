using System.CommandLine;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;

namespace Archive.Cli.Commands;

/// <summary><c>worklist add</c>: orders the steps that stand in files, as DICOM JSON or as DICOM files (<c>.wl</c>).</summary>
internal sealed class WorklistAddCommand : NodeCommand
{
    private const long MaxFileBytes = 256 * 1024;

    private readonly Argument<string[]> _files = new("FILE") { Description = "A worklist item: DICOM JSON, or a DICOM file as wlmscpfs reads it", Arity = ArgumentArity.OneOrMore };

    public WorklistAddCommand(ILocalNode node)
        : base("add", "Orders scheduled steps from files. What is there already is left as it is, another item with the same identifiers is told of.", node) =>
        Arguments.Add(_files);

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        var refused = 0;
        foreach (var file in parsed.GetValue(_files)!)
        {
            try
            {
                using var step = await api.SendAsync(HttpMethod.Post, "/api/worklist", await ReadAsync(file, cancellationToken), cancellationToken);
                await terminal.Output.WriteLineAsync($"{file}: {step.RootElement.GetProperty("id").GetString()} is {step.RootElement.GetProperty("status").GetString()}.");
            }
            catch (CommandException e)
            {
                await terminal.Error.WriteLineAsync($"{file}: {e.Message}");
                refused++;
            }
        }

        if (refused > 0)
            throw new CommandException($"{refused} of {parsed.GetValue(_files)!.Length} files were not ordered.");
    }

    private static async Task<ReadOnlyMemory<byte>> ReadAsync(string file, CancellationToken cancellationToken)
    {
        try
        {
            if (new FileInfo(file).Length > MaxFileBytes)
                throw new CommandException($"It is longer than {MaxFileBytes} bytes: this is no worklist item.");
            var bytes = await File.ReadAllBytesAsync(file, cancellationToken);
            if (bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..])
                return bytes;
            var header = Part10.ReadHeader(bytes.Length, (position, buffer) =>
            {
                var part = bytes.AsSpan((int)Math.Min(position, bytes.Length));
                part = part[..Math.Min(part.Length, buffer.Length)];
                part.CopyTo(buffer);
                return part.Length;
            });
            return DicomJsonWriter.ToArray(DataSetReader.Read(bytes.AsMemory((int)header.DataSetOffset), header.TransferSyntax));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or DicomFormatException)
        {
            throw new CommandException($"This is no worklist item: {e.Message}", e);
        }
    }
}
