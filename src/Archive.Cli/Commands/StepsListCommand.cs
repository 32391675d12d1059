using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Archive.Cli.Nodes;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>steps list</c>: the newest first, in pages as they are printed.</summary>
internal sealed class StepsListCommand : NodeCommand
{
    private const int Page = 200;

    private static readonly TableColumn[] Columns =
    [
        new("START", IsFlexible: false), new("STATION"), new("STATUS", IsFlexible: false), new("PATIENT ID"), new("NAME"), new("ACCESSION"), new("FORWARDED"),
        new("LACKS", IsFlexible: false, IsRight: true), new("SOP INSTANCE UID", IsFlexible: false),
    ];

    private readonly (Option<string> Option, string Filter)[] _filters =
    [
        (new("--study") { Description = "Study Instance UID", HelpName = "UID" }, "studyInstanceUid"),
        (new("--accession") { Description = "Accession Number", HelpName = "NUMBER" }, "accessionNumber"),
        (new("--patient") { Description = "Patient ID", HelpName = "ID" }, "patientId"),
        (new("--station") { Description = "Performed Station AE Title", HelpName = "TITLE" }, "station"),
        (new("--status") { Description = "IN PROGRESS, COMPLETED or DISCONTINUED", HelpName = "STATUS" }, "status"),
        (new("--date") { Description = "When it began, as 20260311, 20260301-20260331, 20260301- or -20260331", HelpName = "RANGE" }, "startDate"),
        (new("--forwarding") { Description = "Forwarded to somebody so: waiting, delivered, failed or canceled", HelpName = "STATUS" }, "forwarding"),
    ];
    private readonly Option<int> _limit = new("--limit") { Description = "How many at most", DefaultValueFactory = _ => int.MaxValue, HelpName = "COUNT" };
    private readonly Option<bool> _json = new("--json") { Description = "Print the steps as JSON, one on each line" };

    public StepsListCommand(ILocalNode node)
        : base("list", "Lists performed procedure steps.", node)
    {
        foreach (var (option, _) in _filters)
            Options.Add(option);
        Options.Add(_limit);
        Options.Add(_json);
    }

    protected override async Task RunAsync(ParseResult parsed, NodeApi api, Terminal terminal, CancellationToken cancellationToken)
    {
        var rest = parsed.GetValue(_limit);
        var query = string.Create(CultureInfo.InvariantCulture, $"limit={Math.Clamp(rest, 1, Page)}") + string.Concat(
            _filters.Select(filter => (filter.Filter, Value: parsed.GetValue(filter.Option))).Where(filter => filter.Value is not null)
                .Select(filter => $"&{filter.Filter}={Uri.EscapeDataString(filter.Value!)}"));
        var table = new StreamingTable(terminal, Columns);
        for (string? after = ""; after is not null;)
        {
            using var page = await api.SendAsync(HttpMethod.Get, $"/api/steps?{query}{after}", null, cancellationToken);
            foreach (var step in page.RootElement.GetProperty("steps").EnumerateArray().Take(rest))
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

    private static string[] RowOf(JsonElement step) =>
    [
        $"{Text(step, "startDate")} {Text(step, "startTime")}", Text(step, "station"), Text(step, "status"), Text(step, "patientId"), Text(step, "patientName"),
        string.Join(", ", step.GetProperty("scheduled").EnumerateArray().Select(item => Text(item, "accessionNumber")).Distinct()),
        string.Join(", ", step.GetProperty("forwarding").EnumerateArray().Select(one => $"{Text(one, "receiver")} {Text(one, "status")}")),
        step.GetProperty("problems").GetArrayLength().ToString(CultureInfo.InvariantCulture), Text(step, "sopInstanceUid"),
    ];

    private static string Text(JsonElement values, string name) => TextCells.Clean(values.GetProperty(name).GetString() ?? "");
}
