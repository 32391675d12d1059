using System.Globalization;
using System.Text.Json;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>The condensed tables have every attribute of the full ones, which may lie beside the repository.</summary>
public sealed class ModalityTableTests
{
    private static readonly Dictionary<string, string> Activities = new()
    {
        ["verification-scu"] = "verify",
        ["verify"] = "verify",
        ["worklist-scu"] = "worklist",
        ["query-worklist"] = "worklist",
        ["mpps-scu"] = "steps",
        ["find-scu"] = "query",
        ["move-scu"] = "move",
        ["store-scu"] = "store",
        ["storage-scu"] = "store",
        ["store-images"] = "store",
        ["send"] = "store",
        ["store-scp"] = "receive",
        ["storage-scp"] = "receive",
        ["storage-commitment-scu"] = "commit",
        ["storage-commitment-request"] = "commit",
        ["storage-commitment-result"] = "report",
    };

    public static TheoryData<string> Files => ["vereos.json", "oasis.json", "mx1.json", "tigerview.json"];

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void What_a_modality_says_of_itself_and_proposes(string file)
    {
        using var statement = Open(file, out var modality);
        var association = statement.RootElement.GetProperty("association");
        var longest = association.GetProperty("max_pdu_receive");
        Assert.Equal(
            [
                longest.ValueKind == JsonValueKind.Null ? "" : longest.GetInt32().ToString(CultureInfo.InvariantCulture),
                Text(association, "implementation_class_uid"),
                Text(association, "implementation_version_name"),
            ],
            Assert.Single(ModalityTable.Read("associations.tsv", modality)));

        var expected = Items(statement.RootElement, "activities").Where(activity => Activities.ContainsKey(Text(activity, "id"))).SelectMany(
            activity => Items(activity, "presentation_contexts"),
            (activity, context) => $"{Activities[Text(activity, "id")]} {Text(context, "abstract_syntax")} {string.Join(' ', Items(context, "transfer_syntaxes"))}");
        Assert.Equal(expected.Order(), ModalityTable.Read("contexts.tsv", modality).Select(row => string.Join(' ', row)).Order());
    }

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void What_a_modality_asks_of_the_worklist(string file)
    {
        using var statement = Open(file, out var modality);
        var keys = Requests(statement, "worklist").SelectMany(request => Items(request, "attributes")).ToList();
        var expected = keys.Select(key => (Text(key, "path"), Text(key, "vr"))).ToList();

        Assert.Equal(expected, expected.Count == 0 ? [] : new Modality(modality).ReadKeys().Keys.Select(key => (key.Path, key.VrCode)));
        if (modality == "vereos")
        {
            var copied = keys.Where(key => key.GetProperty("flags").GetProperty("IOD").GetBoolean());
            Assert.Equal(copied.Select(key => Text(key, "path")), ModalityTable.Read("copies.tsv", modality).Select(row => row[0]));
        }
    }

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void What_a_modality_tells_of_performed_steps_and_asks_of_commitment(string file)
    {
        using var statement = Open(file, out var modality);
        var steps = Requests(statement, "mpps").SelectMany(request => Items(request, "attributes"), (request, attribute) => new StepAttribute(
            Message(request), Text(attribute, "path"), Text(attribute, "vr"), Text(attribute, "use").Replace(" (SCU/SCP)", "", StringComparison.Ordinal),
            Text(attribute, "final_state") is { Length: > 0 } final ? $"final {final}" : Text(attribute, "source"), Text(attribute, "value"), Text(attribute, "name")));
        Assert.Equal(steps.Select(step => step.ToString()), new Modality(modality).Steps.Select(step => step.ToString()));

        var commitment = Requests(statement, "storage-commitment").SelectMany(request => Items(request, "attributes"), (request, attribute) =>
            string.Join(' ', Message(request), Text(attribute, "path"), Text(attribute, "vr"), Text(attribute, "use"), Text(attribute, "name")));
        Assert.Equal(commitment, ModalityTable.Read("commitment.tsv", modality).Select(row => string.Join(' ', row)));
    }

    [SharedTheory]
    [MemberData(nameof(Files))]
    public void What_a_modality_makes(string file)
    {
        using var statement = Open(file, out var modality);
        var ofMaker = Items(statement.RootElement, "private_attributes").Where(attribute => !IsCreator(Text(attribute, "tag"))).ToList();
        var expected = Items(statement.RootElement, "created_iods").Select(kind => (
            Head: $"{Text(kind, "sop_class")} {Text(kind, "application")}",
            Attributes: string.Join('\n', Items(kind, "attributes").DistinctBy(attribute => Text(attribute, "path"))
                .Select(attribute => new CreatedAttribute(Text(attribute, "path"), Text(attribute, "vr").Split(' ')[0], PresenceOf(attribute)))),
            Private: string.Join('\n', ofMaker.Where(attribute => Text(attribute, "sop_class") is "" || Text(attribute, "sop_class") == Text(kind, "sop_class"))
                .Select(attribute => (Text(attribute, "tag"), Text(attribute, "vr"), Text(attribute, "creator"))).DistinctBy(attribute => attribute.Item1))));

        Assert.Equal(expected, new Modality(modality).Created.Select(kind => (
            $"{kind.SopClass.Value} {kind.Application}", string.Join('\n', kind.Attributes), string.Join('\n', kind.Private.DistinctBy(attribute => attribute.Tag)))));
    }

    /// <summary>By types of PS3.5 7.4, and by "presence of value" of PS3.2 A.7.</summary>
    private static string PresenceOf(JsonElement attribute)
    {
        var (type, presence) = (Text(attribute, "type"), Text(attribute, "presence"));
        var mayBeEmpty = type is "2" or "2C" or "3" || presence is "VNAP" or "ANAP";
        var mayBeAbsent = type is "1C" or "2C" or "3" || presence is "ANAP" or "ANAPCV";
        return (presence, mayBeEmpty, mayBeAbsent) switch
        {
            ("EMPTY", _, _) => "empty",
            (_, true, true) => "or either",
            (_, true, false) => "or empty",
            (_, false, true) => "or absent",
            _ => "value",
        };
    }

    private static bool IsCreator(string tag) => uint.Parse(tag[4..], NumberStyles.HexNumber, CultureInfo.InvariantCulture) < 0x1000;

    private static string Message(JsonElement request) => Text(request, "dimse").Split("-RQ")[0];

    private static JsonDocument Open(string file, out string modality)
    {
        modality = Path.GetFileNameWithoutExtension(file);
        return JsonDocument.Parse(File.ReadAllBytes(SharedFiles.PathOf("modalities", file)));
    }

    private static IEnumerable<JsonElement> Requests(JsonDocument statement, string service) =>
        Items(statement.RootElement, "activities").Where(activity => Text(activity, "service") == service).SelectMany(activity => Items(activity, "requests"));

    private static IEnumerable<JsonElement> Items(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    private static string Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
}
