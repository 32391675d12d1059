using System.Globalization;
using Archive.Actors.Workflow.Worklist;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Makes changes of the worklist of a message. Pure: what is stored does not matter here.</summary>
public sealed class Hl7Interpreter(Hl7Mapping mapping)
{
    private static readonly Dictionary<string, string> Events = new(StringComparer.Ordinal) { ["ORM"] = "O01", ["OMI"] = "O23", ["OMG"] = "O19" };

    public Hl7Interpretation Interpret(Hl7Message message)
    {
        ArgumentNullException.ThrowIfNull(message);
        var problems = new List<Hl7Problem>();
        CheckHeader(message, problems);
        if (problems.Count > 0)
            return new Hl7Interpretation([], problems);
        var source = $"hl7:{message.SendingApplication}";
        List<OrderChange> changes = [.. message.Type == "ADT"
            ? new PatientMessage(message, mapping, source, problems).Read(EventOf(message))
            : new OrderMessage(message, mapping, source, problems).Read()];
        return new Hl7Interpretation(problems.TrueForAll(problem => problem.IsWarning) ? changes : [], problems);
    }

    private static string EventOf(Hl7Message message) => message.Event.Length > 0 ? message.Event
        : Events.GetValueOrDefault(message.Type) ?? message.First("EVN")?.Text(1).ToUpperInvariant() ?? "";

    private static void CheckHeader(Hl7Message message, List<Hl7Problem> problems)
    {
        if (message.ControlId.Length == 0)
            Add(Hl7ErrorCode.RequiredFieldMissing, 10, "MSH-10 is empty: an answer could not say which message it is for");
        if (message.Version.Length > 0 && !message.Version.StartsWith("2.", StringComparison.Ordinal))
            Add(Hl7ErrorCode.UnsupportedVersion, 12, $"MSH-12 is '{Short(message.Version)}'; messages of HL7 v2 are taken");
        if (message.ProcessingId is not ("" or "P" or "D" or "T"))
            Add(Hl7ErrorCode.UnsupportedProcessingId, 11, $"MSH-11 is '{Short(message.ProcessingId)}'; it is P, D or T");
        var trigger = EventOf(message);
        if (!Events.ContainsKey(message.Type) && message.Type != "ADT")
            Add(Hl7ErrorCode.UnsupportedMessageType, 9, $"MSH-9 is '{Short(message.Type)}^{Short(trigger)}'; ORM^O01, OMI^O23, OMG^O19, ADT^A08 and ADT^A40 are taken");
        else if (message.Type == "ADT" ? trigger is not ("A08" or "A40") : trigger != Events[message.Type])
            Add(Hl7ErrorCode.UnsupportedEvent, 9, $"MSH-9 is '{Short(message.Type)}^{Short(trigger)}'; ORM^O01, OMI^O23, OMG^O19, ADT^A08 and ADT^A40 are taken");

        void Add(Hl7ErrorCode code, int field, string text) => problems.Add(new Hl7Problem(code, new Hl7Location("MSH", Field: field), text));
    }

    private static string Short(string text) => text.Length <= 20 ? text : string.Create(CultureInfo.InvariantCulture, $"{text.AsSpan(0, 20)}…");
}
