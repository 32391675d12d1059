using System.CommandLine;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>worklist show</c>: all that is known of one step.</summary>
internal sealed class WorklistShowCommand : NodeCommand
{
    private readonly Argument<string> _id = new("ID") { Description = "Of the step, as worklist list shows it" };

    public WorklistShowCommand(ILocalNode node)
        : base("show", "Shows a scheduled step with its item as DICOM JSON.", node) => Arguments.Add(_id);

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        using var step = await api.SendAsync(HttpMethod.Get, $"/api/worklist/{Uri.EscapeDataString(parsed.GetValue(_id)!)}", null, cancellationToken);
        PrintJson(step.RootElement, terminal);
    }
}
