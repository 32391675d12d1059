using Archive.Actors.Workflow.Worklist;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>ADT^A08 and ADT^A40: other data of a patient, and two that are one.</summary>
internal sealed class PatientMessage(Hl7Message message, Hl7Mapping mapping, string source, List<Hl7Problem> problems)
{
    private readonly Hl7Evaluator _evaluator = new(message, mapping.TimeZone, problems);

    public IEnumerable<OrderChange> Read(string trigger)
    {
        var patients = message.Segments.Where(segment => segment.Name == "PID").ToList();
        if (patients.Count == 0)
            problems.Add(new Hl7Problem(Hl7ErrorCode.SegmentSequence, new Hl7Location("PID"), "There is no PID"));
        else if (trigger == "A08" && patients.Count > 1)
            problems.Add(new Hl7Problem(Hl7ErrorCode.SegmentSequence, new Hl7Location("PID", 2), "There are several PID: an update is of one patient"));
        else
            return trigger == "A08" ? [new ChangePatient(source, ReadPatient(patients[0]))] : ReadMerges(patients);
        return [];
    }

    /// <summary>By their order: some senders have MRG before PID.</summary>
    private List<OrderChange> ReadMerges(List<Hl7Segment> patients)
    {
        var changes = new List<OrderChange>();
        var merged = message.Segments.Where(segment => segment.Name == "MRG").ToList();
        if (merged.Count != patients.Count)
        {
            problems.Add(new Hl7Problem(Hl7ErrorCode.SegmentSequence, new Hl7Location("MRG"), $"There are {patients.Count} PID and {merged.Count} MRG: each merge has one of both"));
            return changes;
        }

        for (var i = 0; i < patients.Count; i++)
        {
            var into = ReadPatient(patients[i]);
            var from = ReadPrior(merged[i]);
            if (from.Count == 0)
                problems.Add(new Hl7Problem(Hl7ErrorCode.RequiredFieldMissing, new Hl7Location("MRG", i + 1, 1, 1), "MRG-1 names no patient who is merged"));
            var stays = new PatientIdentifier(into.GetString(Tags.PatientID) ?? "", into.GetString(Tags.IssuerOfPatientID) is { Length: > 0 } issuer ? issuer : null);
            if (from.Exists(prior => prior == stays))
                problems.Add(new Hl7Problem(Hl7ErrorCode.DuplicateKey, new Hl7Location("MRG", i + 1, 1), "MRG-1 and PID-3 are the same patient"));
            changes.AddRange(from.Select(prior => new MergePatient(source, prior, into)));
        }

        return changes;
    }

    /// <summary>MRG-1; before 2.4 MRG-4, where MRG-1 is empty.</summary>
    private static List<PatientIdentifier> ReadPrior(Hl7Segment merge) =>
    [
        .. ((int[])[1, 4]).Select(field => merge[field].Repetitions
                .Where(id => id.Text(1) is { Length: > 0 } text && text != Hl7Message.Delete)
                .Select(id => new PatientIdentifier(Hl7Values.Clean(id.Text(1), Vr.LO), id.Text(4) is { Length: > 0 } issuer && issuer != Hl7Message.Delete ? Hl7Values.Clean(issuer, Vr.LO) : null))
                .ToList())
            .FirstOrDefault(ids => ids.Count > 0) ?? [],
    ];

    /// <summary>What the message says of him; what it deletes is there and empty, what it does not mention is absent.</summary>
    private DataSet ReadPatient(Hl7Segment patient)
    {
        var scope = new Hl7Scope([patient], new Hl7Scope([.. message.Segments.Where(segment => segment.Name != "PID")]));
        var known = new Dictionary<Tag, string>();
        var elements = new List<Element>();
        foreach (var attribute in mapping.Patient)
        {
            var value = _evaluator.Evaluate(attribute, scope, known, isRequired: attribute.Tag == Tags.PatientID);
            if ((value.HasValue && !value.IsDefault) || value.IsDeleted)
                elements.Add(Hl7Evaluator.ToElement(attribute, value));
        }

        return OrderMessage.ToDataSet(elements);
    }
}
