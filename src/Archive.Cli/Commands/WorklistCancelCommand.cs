using System.CommandLine;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>worklist cancel</c>: a step is not to be performed.</summary>
internal sealed class WorklistCancelCommand : NodeCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "Of the step, as worklist list shows it" };
    private readonly Option<bool> _discontinued = new("--discontinued") { Description = "It was begun and is given up" };

    public WorklistCancelCommand(ILocalNode node)
        : base("cancel", "Cancels a scheduled step.", node)
    {
        Arguments.Add(_id);
        Options.Add(_discontinued);
    }

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        var path = $"/api/worklist/{Uri.EscapeDataString(parsed.GetValue(_id)!)}/cancel{(parsed.GetValue(_discontinued) ? "?discontinued=true" : "")}";
        using var step = await api.SendAsync(HttpMethod.Post, path, null, cancellationToken);
        await terminal.Output.WriteLineAsync($"{step.RootElement.GetProperty("id").GetString()} is {step.RootElement.GetProperty("status").GetString()}.");
    }
}
