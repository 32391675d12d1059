using System.CommandLine;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>steps show</c>: a step as DICOM JSON, or how it stands.</summary>
internal sealed class StepsShowCommand : NodeCommand
{
    private readonly Argument<string> _uid = new("UID") { Description = "Its SOP Instance UID" };
    private readonly Option<bool> _status = new("--status") { Description = "How it stands, what it lacks and whom it is forwarded to, instead of its attributes" };

    public StepsShowCommand(ILocalNode node)
        : base("show", "Prints a performed procedure step as DICOM JSON.", node)
    {
        Arguments.Add(_uid);
        Options.Add(_status);
    }

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        var path = $"/api/steps/{Uri.EscapeDataString(parsed.GetValue(_uid)!)}{(parsed.GetValue(_status) ? "/status" : "")}";
        using var step = await api.SendAsync(HttpMethod.Get, path, null, cancellationToken);
        PrintJson(step.RootElement, terminal);
    }
}
