using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Archive.Cli.Terminals;

namespace Archive.Cli.Commands;

/// <summary><c>steps list</c>: the newest first.</summary>
internal sealed class StepsListCommand : ListCommand
{
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
        (new("--forwarding") { Description = "Forwarded to somebody so: Waiting, Delivered, Failed or Canceled", HelpName = "STATUS" }, "forwarding"),
    ];

    public StepsListCommand(ILocalNode node)
        : base("Lists performed procedure steps.", "/api/steps", "steps", Columns, node)
    {
        foreach (var (option, _) in _filters)
            Options.Add(option);
    }

    protected override IEnumerable<(string Name, string? Value)> FiltersOf(ParseResult parsed) =>
        _filters.Select(filter => (filter.Filter, parsed.GetValue(filter.Option)));

    protected override string[] RowOf(JsonElement item) =>
    [
        $"{TextOf(item, "startDate")} {TextOf(item, "startTime")}", TextOf(item, "station"), TextOf(item, "status"), TextOf(item, "patientId"),
        TextOf(item, "patientName"),
        string.Join(", ", item.GetProperty("scheduled").EnumerateArray().Select(scheduled => TextOf(scheduled, "accessionNumber")).Distinct()),
        string.Join(", ", item.GetProperty("forwarding").EnumerateArray().Select(one => $"{TextOf(one, "receiver")} {TextOf(one, "status")}")),
        item.GetProperty("problems").GetArrayLength().ToString(CultureInfo.InvariantCulture), TextOf(item, "sopInstanceUid"),
    ];
}
