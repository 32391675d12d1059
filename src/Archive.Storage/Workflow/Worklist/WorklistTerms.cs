using Archive.Protocol.Data;
using Archive.Storage.Index;

namespace Archive.Storage.Workflow.Worklist;

/// <summary>By what the facts of the worklist are found. Values are cut to a length that every database indexes, in terms and conditions alike.</summary>
public static class WorklistTerms
{
    /// <summary>Stands for the station of a step that was planned for none; no AE title has it.</summary>
    public const string NoStation = @"\";

    /// <summary>The file that an item came from: an attribute that no data set has.</summary>
    public static readonly Tag Folder = new(0x0000, 0xFFFF);

    /// <summary>Items that came from a file.</summary>
    public static FactCondition AnyFile { get; } = new StartsWith(Folder.Value, string.Empty);

    private const int MaxLength = 120;

    private static readonly Tag[] OfItem =
    [
        Tags.StudyInstanceUID, Tags.AccessionNumber, Tags.RequestedProcedureID, Tags.PatientID, Tags.PlacerOrderNumberImagingServiceRequest,
    ];

    private static readonly Tag[] OfStep = [Tags.ScheduledProcedureStepID, Tags.Modality, Tags.ScheduledProcedureStepStartDate];

    /// <summary>What an item is found by.</summary>
    public static IReadOnlyList<FactTerm> Of(DataSet item)
    {
        var terms = new List<FactTerm>();
        foreach (var tag in OfItem)
            Add(item, tag);
        var name = FoldedName.From(item.GetString(Tags.PatientName) ?? string.Empty);
        foreach (var group in new[] { name.Alphabetic, name.Ideographic, name.Phonetic })
            AddValue(Tags.PatientName, group);
        var step = WorklistItem.StepOf(item);
        foreach (var tag in OfStep)
            Add(step, tag);
        var stations = step.GetStrings(Tags.ScheduledStationAETitle).Select(IndexedValue.Text).Where(title => title.Length > 0).DefaultIfEmpty(NoStation);
        foreach (var title in stations)
            AddValue(Tags.ScheduledStationAETitle, title);
        return [.. terms.Distinct()];

        void Add(DataSet dataSet, Tag tag)
        {
            foreach (var value in dataSet.GetStrings(tag))
                AddValue(tag, IndexedValue.Of(tag, value));
        }

        void AddValue(Tag tag, string value)
        {
            if (value.Length > 0)
                terms.Add(Term(tag, value));
        }
    }

    /// <summary>Items of which an attribute has the value.</summary>
    public static FactCondition Equal(Tag tag, params IReadOnlyList<string> values) => new IsOneOf(tag.Value, [.. values.Select(Cut)]);

    public static FactTerm Term(Tag tag, string value) => new(tag.Value, Cut(value));

    internal static bool Has(Tag tag) => Array.IndexOf(OfItem, tag) >= 0 || Array.IndexOf(OfStep, tag) >= 0;

    internal static string Cut(string value) => value.Length > MaxLength ? value[..MaxLength] : value;
}
