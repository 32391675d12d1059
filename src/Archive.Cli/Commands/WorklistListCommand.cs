using System.CommandLine;
using System.Text.Json;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;

namespace Archive.Cli.Commands;

/// <summary><c>worklist list</c>: the open steps, or all, that match the keys, in pages as they are printed.</summary>
internal sealed class WorklistListCommand : NodeCommand
{
    private const int Page = 200;

    private static readonly TableColumn[] Columns =
    [
        new("START", IsFlexible: false), new("STATION"), new("MODALITY", IsFlexible: false), new("NAME"), new("PATIENT ID"), new("ACCESSION"), new("STEP"),
        new("DESCRIPTION"), new("STATUS", IsFlexible: false), new("ID", IsFlexible: false),
    ];

    private readonly Option<string[]> _keys = new("--key", "-k")
    {
        Description = "What steps have to match, as find takes it: PatientID=123, ScheduledStationAETitle=CT1, ScheduledProcedureStepStartDate=20260401-, PatientName=DOE*",
        HelpName = "KEYWORD=VALUE",
    };
    private readonly Option<string> _state = new("--state") { Description = "open, which is usual, closed or all", HelpName = "STATE" };
    private readonly Option<int> _limit = new("--limit") { Description = "How many at most", DefaultValueFactory = _ => int.MaxValue, HelpName = "COUNT" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the steps as JSON, one on each line" };

    public WorklistListCommand(ILocalNode node)
        : base("list", "Lists scheduled steps.", node)
    {
        Options.Add(_keys);
        Options.Add(_state);
        Options.Add(_limit);
        Options.Add(_json);
    }

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        var query = $"limit={Math.Min(Page, parsed.GetValue(_limit))}&state={Uri.EscapeDataString(parsed.GetValue(_state) ?? "open")}";
        foreach (var key in parsed.GetValue(_keys) ?? [])
        {
            if (key.Split('=', 2) is not [var name, var value])
                throw new CommandException($"'{key}' is no key: give one as Keyword=value.");
            query += $"&{Uri.EscapeDataString(name)}={Uri.EscapeDataString(value)}";
        }

        var table = new StreamingTable(terminal, Columns);
        var rest = parsed.GetValue(_limit);
        for (string? after = ""; after is not null;)
        {
            using var page = await api.SendAsync(HttpMethod.Get, $"/api/worklist?{query}{after}", null, cancellationToken);
            foreach (var step in page.RootElement.GetProperty("items").EnumerateArray().Take(rest))
            {
                rest--;
                if (parsed.GetValue(_json))
                    terminal.Output.WriteLine(step.GetRawText());
                else
                    table.Add(RowOf(step));
            }

            after = rest > 0 && page.RootElement.GetProperty("next").GetString() is { } next ? $"&after={next}" : null;
        }

        if (!parsed.GetValue(_json))
            table.Flush();
    }

    private static string[] RowOf(JsonElement listed)
    {
        var item = DicomJsonReader.Read(listed.GetProperty("item"));
        var step = item.GetItems(Tags.ScheduledProcedureStepSequence) is [var first, ..] ? first : new DataSet();
        return
        [
            $"{Text(step, Tags.ScheduledProcedureStepStartDate)} {Text(step, Tags.ScheduledProcedureStepStartTime)}", Text(step, Tags.ScheduledStationAETitle),
            Text(step, Tags.Modality), Text(item, Tags.PatientName), Text(item, Tags.PatientID), Text(item, Tags.AccessionNumber), Text(step, Tags.ScheduledProcedureStepID),
            Text(step, Tags.ScheduledProcedureStepDescription), listed.GetProperty("status").GetString()!, listed.GetProperty("id").GetString()!,
        ];
    }

    private static string Text(DataSet dataSet, Tag tag) => TextCells.Clean(string.Join(", ", dataSet.GetStrings(tag)));
}
