using System.Globalization;
using System.Numerics;
using System.Security.Cryptography;
using System.Text;
using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>ORM^O01, OMI^O23 and OMG^O19: orders with their scheduled steps.</summary>
internal sealed class OrderMessage(Hl7Message message, Hl7Mapping mapping, string source, List<Hl7Problem> problems)
{
    private readonly Hl7Evaluator _evaluator = new(message, mapping.TimeZone, problems);
    private readonly Dictionary<(string Accession, string Procedure), int> _steps = [];
    private readonly HashSet<WorklistKey> _keys = [];

    public List<OrderChange> Read()
    {
        var groups = OrderGroup.Split(message);
        if (groups.Count == 0)
            problems.Add(new Hl7Problem(Hl7ErrorCode.SegmentSequence, new Hl7Location("ORC"), "There is neither ORC nor OBR"));
        return [.. groups.SelectMany(ReadGroup)];
    }

    /// <summary>A data set of elements in UTF-8, which says so where it is more than ASCII.</summary>
    public static DataSet ToDataSet(IReadOnlyList<Element> elements)
    {
        var dataSet = new DataSet();
        if (elements.Any(HasMoreThanAscii))
            dataSet.SetString(Tags.SpecificCharacterSet, "ISO_IR 192");
        foreach (var element in elements)
            dataSet.Set(element);
        return dataSet;
    }

    private IEnumerable<OrderChange> ReadGroup(OrderGroup group)
    {
        switch (group.Control)
        {
            case "NW":
                return [.. group.Steps.Select(step => new PutItem(source, ReadItem(step), mapping.NewOrder))];
            case "XO":
                return [.. group.Steps.Select(step => new PutItem(source, ReadItem(step), PutKind.Replace))];
            case "CA" or "DC":
                return ReadCancel(group, isDiscontinued: group.Control == "DC");
            case "SC" when mapping.OrderStatus.TryGetValue(group.Status, out var status):
                return status is ScheduledStepStatus.Cancelled or ScheduledStepStatus.Discontinued
                    ? ReadCancel(group, status == ScheduledStepStatus.Discontinued)
                    : [.. group.Steps.Select(step => new SetItemStatus(source, ReadKey(step, out _), status))];
            case "SC":
                Refuse(group, 5, group.Status.Length == 0 ? Hl7ErrorCode.RequiredFieldMissing : Hl7ErrorCode.TableValueNotFound,
                    $"ORC-5 is '{Short(group.Status)}', of which the mapping says nothing; it has {string.Join(", ", mapping.OrderStatus.Keys)}");
                return [];
            default:
                Refuse(group, 1, group.Control.Length == 0 ? Hl7ErrorCode.RequiredFieldMissing : Hl7ErrorCode.TableValueNotFound,
                    $"ORC-1 is '{Short(group.Control)}'; NW, XO, CA, DC and SC are taken");
                return [];
        }
    }

    /// <summary>Steps that the message names are cancelled one by one; else every open one of the order.</summary>
    private List<OrderChange> ReadCancel(OrderGroup group, bool isDiscontinued)
    {
        var changes = new List<OrderChange>();
        foreach (var step in group.Steps)
        {
            var key = ReadKey(step, out var isNamed);
            if (isNamed)
            {
                changes.Add(new CancelItem(source, key, isDiscontinued));
                continue;
            }

            var placer = mapping.Find(Tags.PlacerOrderNumberImagingServiceRequest) is { } attribute ? _evaluator.Evaluate(attribute, step, [], isRequired: false).Text : "";
            changes.Add(new CancelOrder(source, key.AccessionNumber, placer.Length > 0 ? placer : null, isDiscontinued));
        }

        return [.. changes.Distinct()];
    }

    /// <param name="isNamed">The message has an identifier of the step.</param>
    private WorklistKey ReadKey(Hl7Scope scope, out bool isNamed)
    {
        var known = new Dictionary<Tag, string>();
        var accession = _evaluator.Evaluate(mapping.Find(Tags.AccessionNumber)!, scope, known, isRequired: true).Text;
        var procedure = _evaluator.Evaluate(mapping.Find(Tags.RequestedProcedureID)!, scope, known, isRequired: true).Text;
        var step = mapping.Find(Tags.ScheduledProcedureStepID) is { } attribute ? _evaluator.Evaluate(attribute, scope, known, isRequired: false) : Hl7Value.None;
        isNamed = step is { HasValue: true, IsDefault: false };
        return new WorklistKey(accession, procedure, StepId(accession, procedure, step.Text));
    }

    private DataSet ReadItem(Hl7Scope scope)
    {
        var known = new Dictionary<Tag, string>();
        var elements = ReadSection(mapping.Patient, scope, known).Concat(ReadSection(mapping.Order, scope, known)).ToList();
        var step = ReadSection(mapping.Step, scope, known);
        var (accession, procedure) = (known[Tags.AccessionNumber], known[Tags.RequestedProcedureID]);
        if (known.GetValueOrDefault(Tags.StudyInstanceUID, "").Length == 0)
            elements.Add(Hl7Values.Text(Tags.StudyInstanceUID, MakeStudyUid(accession)));
        var stepId = StepId(accession, procedure, known.GetValueOrDefault(Tags.ScheduledProcedureStepID, ""));
        step.Add(Hl7Values.Text(Tags.ScheduledProcedureStepID, stepId));
        if (!_keys.Add(new WorklistKey(accession, procedure, stepId)) && accession.Length > 0)
            problems.Add(new Hl7Problem(Hl7ErrorCode.DuplicateKey, new Hl7Location("MSH"), "Two steps of the message have the same accession number, requested procedure ID and step ID"));
        elements.Add(Element.Sequence(Tags.ScheduledProcedureStepSequence, [new DataSet().With(step)]));
        return ToDataSet(elements);
    }

    private List<Element> ReadSection(IReadOnlyList<Hl7Attribute> attributes, Hl7Scope scope, Dictionary<Tag, string> known)
    {
        var elements = new List<Element>();
        foreach (var attribute in attributes)
        {
            var value = _evaluator.Evaluate(attribute, scope, known, attribute.IsRequired);
            if (value.HasValue)
                elements.Add(Hl7Evaluator.ToElement(attribute, value));
        }

        return elements;
    }

    /// <summary>Steps without an identifier are counted within their requested procedure, in the order of the message.</summary>
    private string StepId(string accession, string procedure, string given)
    {
        var number = _steps[(accession, procedure)] = _steps.GetValueOrDefault((accession, procedure)) + 1;
        return given.Length > 0 ? given : number.ToString(CultureInfo.InvariantCulture);
    }

    /// <summary>The same for the same order, whenever and on whichever node it is made (PS3.5 B.2).</summary>
    private string MakeStudyUid(string accession)
    {
        var digest = SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\0', mapping.StudyUidSeed, message.Header.Text(4), accession)));
        var number = new BigInteger(digest.AsSpan(0, 16), isUnsigned: true, isBigEndian: true);
        return string.Create(CultureInfo.InvariantCulture, $"2.25.{number}");
    }

    private void Refuse(OrderGroup group, int field, Hl7ErrorCode code, string text) => problems.Add(new Hl7Problem(code, new Hl7Location("ORC", group.Number, field), text));

    private static string Short(string text) => text.Length <= 20 ? text : text[..20] + "…";

    private static bool HasMoreThanAscii(Element element) =>
        element.Vr.UsesSpecificCharacterSet() && !Ascii.IsValid(element.Value.Span) || element.Items.Any(item => item.Any(HasMoreThanAscii));
}
