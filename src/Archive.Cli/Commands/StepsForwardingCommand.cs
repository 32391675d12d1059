using System.CommandLine;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>steps retry</c> and <c>steps cancel</c>.</summary>
internal sealed class StepsForwardingCommand : NodeCommand
{
    private readonly Argument<string> _uid = new("UID") { Description = "Its SOP Instance UID" };
    private readonly Option<string> _receiver = new("--receiver") { Description = "To this AE title alone", HelpName = "TITLE" };

    public StepsForwardingCommand(string name, string description, ILocalNode node)
        : base(name, description, node)
    {
        Arguments.Add(_uid);
        Options.Add(_receiver);
    }

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        var receiver = parsed.GetValue(_receiver) is { } title ? $"?receiver={Uri.EscapeDataString(title)}" : "";
        using var step = await api.SendAsync(HttpMethod.Post, $"/api/steps/{Uri.EscapeDataString(parsed.GetValue(_uid)!)}/{Name}{receiver}", null, cancellationToken);
        PrintJson(step.RootElement, terminal);
    }
}
