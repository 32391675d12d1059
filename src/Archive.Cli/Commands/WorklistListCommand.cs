using System.CommandLine;
using System.Text.Json;
using Archive.Cli.Terminals;
using Archive.Protocol.Data;
using Archive.Protocol.Data.Json;

namespace Archive.Cli.Commands;

/// <summary><c>worklist list</c>: the open steps, or all, that match the keys.</summary>
internal sealed class WorklistListCommand : ListCommand
{
    private const string KeysHelp = "What steps have to match, as find takes it: PatientID=123, ScheduledStationAETitle=CT1, "
        + "ScheduledProcedureStepStartDate=20260401-, PatientName=DOE*";

    private static readonly TableColumn[] Columns =
    [
        new("START", IsFlexible: false), new("STATION"), new("MODALITY", IsFlexible: false), new("NAME"), new("PATIENT ID"), new("ACCESSION"), new("STEP"),
        new("DESCRIPTION"), new("STATUS", IsFlexible: false), new("ID", IsFlexible: false),
    ];

    private readonly Option<string[]> _keys = new("--key", "-k") { Description = KeysHelp, HelpName = "KEYWORD=VALUE" };
    private readonly Option<string> _state = new("--state") { Description = "open, which is usual, closed or all", HelpName = "STATE" };

    public WorklistListCommand(ILocalNode node)
        : base("Lists scheduled steps.", "/api/worklist", "items", Columns, node)
    {
        Options.Add(_keys);
        Options.Add(_state);
    }

    protected override IEnumerable<(string Name, string? Value)> FiltersOf(ParseResult parsed)
    {
        yield return ("state", parsed.GetValue(_state));
        foreach (var key in parsed.GetValue(_keys) ?? [])
        {
            yield return key.Split('=', 2) is [var name, var value]
                ? (name, value)
                : throw new CommandException($"'{key}' is no key: give one as Keyword=value.");
        }
    }

    protected override string[] RowOf(JsonElement item)
    {
        var order = DicomJsonReader.Read(item.GetProperty("item"));
        var step = order.GetItems(Tags.ScheduledProcedureStepSequence) is [var first, ..] ? first : new DataSet();
        return
        [
            $"{Text(step, Tags.ScheduledProcedureStepStartDate)} {Text(step, Tags.ScheduledProcedureStepStartTime)}",
            Text(step, Tags.ScheduledStationAETitle), Text(step, Tags.Modality), Text(order, Tags.PatientName), Text(order, Tags.PatientID),
            Text(order, Tags.AccessionNumber), Text(step, Tags.ScheduledProcedureStepID), Text(step, Tags.ScheduledProcedureStepDescription),
            TextOf(item, "status"), TextOf(item, "id"),
        ];
    }

    private static string Text(DataSet dataSet, Tag tag) => TextCells.Clean(string.Join(", ", dataSet.GetStrings(tag)));
}
