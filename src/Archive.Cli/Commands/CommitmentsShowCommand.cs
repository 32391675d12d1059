using System.CommandLine;
using System.Text.Json;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary>Shows a transaction, as it is or after something has been done with it.</summary>
internal sealed class CommitmentsShowCommand : NodeCommand
{
    private static readonly string[] FailedMembers = ["reason", "sopInstanceUid", "sopClassUid"];

    private readonly Argument<string> _id = new("ID") { Description = "As commitments list shows it" };
    private readonly Option<bool> _json = new("--json") { Description = "Print it as JSON" };
    private readonly HttpMethod _method;
    private readonly string _action;

    public CommitmentsShowCommand(string name, string description, HttpMethod method, string action, ILocalNode node)
        : base(name, description, node)
    {
        (_method, _action) = (method, action);
        Arguments.Add(_id);
        Options.Add(_json);
    }

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        using var answer = await api.SendAsync(_method, $"/api/commitments/{Uri.EscapeDataString(parsed.GetValue(_id)!)}{_action}", null, cancellationToken);
        if (parsed.GetValue(_json))
        {
            PrintJson(answer.RootElement, terminal);
            return;
        }

        var members = answer.RootElement.EnumerateObject();
        foreach (var member in members.Where(member => member.Value.ValueKind is not (JsonValueKind.Null or JsonValueKind.Array)))
            await terminal.Output.WriteLineAsync($"{member.Name,-16} {TextCells.Clean(member.Value.ToString())}");
        foreach (var failed in answer.RootElement.GetProperty("failedReferences").EnumerateArray())
        {
            var reference = string.Join(' ', FailedMembers.Select(name => failed.GetProperty(name).GetString()));
            await terminal.Output.WriteLineAsync($"{"failed",-16} {reference}");
        }
    }
}
