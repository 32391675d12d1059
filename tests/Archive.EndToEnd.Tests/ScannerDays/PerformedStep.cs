using Archive.EndToEnd.Tests.Worklist;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.ScannerDays;

/// <summary>The performed procedure step of an examination, with every attribute that the statement of the modality lists.</summary>
internal sealed class PerformedStep(Examination examination)
{
    private const string ScheduledSteps = "00400270";
    private const string SeriesPath = "00400340";
    private const string Images = "00400340/00081140";
    private const string Others = "00400340/00400220";

    private readonly IReadOnlyList<StepAttribute> _attributes = examination.Modality.Steps;

    public Uid Instance { get; } = TestData.NewUid();

    /// <summary>The attributes of N-CREATE: of what is to come a series with one image, where any is told of.</summary>
    public DataSet Begin() => Build(StepAttribute.Create, [[examination.Objects.First(Examination.IsImage)]]);

    /// <summary>The attributes of N-SET.</summary>
    public DataSet End() => Build(StepAttribute.Set, [.. examination.Series.Where(series => NamesOthers || series.Any(Examination.IsImage))]);

    /// <summary>What is named at the end.</summary>
    public IReadOnlyList<TestInstance> Named => [.. examination.Objects.Where(instance => NamesOthers || Examination.IsImage(instance))];

    /// <summary>Whether it names what is no image.</summary>
    private bool NamesOthers => _attributes.Single(attribute => attribute is { Message: StepAttribute.Set, Path: Others }) is { IsEmpty: false };

    private DataSet Build(string message, IReadOnlyList<IReadOnlyList<TestInstance>> series)
    {
        var dataSet = new DataSet();
        var rows = _attributes.Where(attribute => attribute.Message == message && attribute.IsSent).ToLookup(attribute => attribute.Parent);
        Fill(dataSet, "", null, null);
        return dataSet;

        void Fill(DataSet item, string path, IReadOnlyList<TestInstance>? ofSeries, TestInstance? reference)
        {
            foreach (var row in rows[path])
            {
                if (row.Key.Vr == Vr.SQ)
                    FillItems(item, row, ofSeries);
                else
                    new StatementKey($"{row.Tag.Value:X8}", row.VrCode, IsMatched: false).Set(item, row.IsEmpty ? "" : ValueOf(row, ofSeries, reference));
            }
        }

        void FillItems(DataSet item, StepAttribute row, IReadOnlyList<TestInstance>? ofSeries)
        {
            IReadOnlyList<(IReadOnlyList<TestInstance>? Series, TestInstance? Reference)> scopes = row switch
            {
                { IsEmpty: true } => [],
                { Path: SeriesPath } => [.. series.Select(one => ((IReadOnlyList<TestInstance>?)one, (TestInstance?)null))],
                { Path: Images } => [.. ofSeries!.Where(Examination.IsImage).Select(image => (ofSeries, (TestInstance?)image))],
                { Path: Others } => [.. ofSeries!.Where(instance => !Examination.IsImage(instance)).Select(other => (ofSeries, (TestInstance?)other))],
                _ => [(ofSeries, null)],
            };
            var items = scopes.Select(_ => new DataSet()).ToList();
            item.SetItems(row.Tag, items); // before they are filled: their text is in the character set around them
            foreach (var (filled, scope) in items.Zip(scopes))
            {
                Fill(filled, row.Path, scope.Series, scope.Reference);
                if (row.Path == Others && !rows[Others].Any())
                    Refer(filled, scope.Reference!);
            }
        }
    }

    private string ValueOf(StepAttribute row, IReadOnlyList<TestInstance>? series, TestInstance? reference)
    {
        if (row.Value.Length > 0)
            return row.Value.Split(" or ")[0].Split(", ")[0];
        if (reference is not null)
            return row.Tag == Tags.ReferencedSOPClassUID ? reference.SopClass.Value : reference.Sop.Value;
        return Known(row, series) ?? Copied(row) ?? row.Key.SampleValue;
    }

    private string? Known(StepAttribute row, IReadOnlyList<TestInstance>? series) => row.Tag switch
    {
        var tag when tag == Tags.SeriesInstanceUID => series![0].Series.Value,
        var tag when tag == Tags.SeriesDescription => $"SERIES OF {series!.Count}",
        var tag when tag == Tags.RetrieveAETitle => "", // the modality does not know where its images will be
        var tag when tag == Tags.Modality => examination.Objects[0].DataSet.GetString(Tags.Modality),
        var tag when tag == Tags.StudyID => Examination.StudyId,
        var tag when tag == Tags.PerformedStationAETitle => examination.Modality.AeTitle,
        var tag when tag == Tags.PerformedProcedureStepStartDate || tag == Tags.PerformedProcedureStepEndDate => Examination.Today,
        var tag when tag == Tags.PerformedProcedureStepStartTime => "093000",
        var tag when tag == Tags.PerformedProcedureStepEndTime => "101500",
        var tag when tag == Tags.PerformedProcedureStepID && row.Source.Length > 0 => examination.Scheduled!.GetString(Tags.RequestedProcedureID),
        _ => null,
    };

    /// <summary>The value that the worklist has for it; null where it has no such attribute.</summary>
    private string? Copied(StepAttribute row)
    {
        var path = row.Path.StartsWith(ScheduledSteps + "/", StringComparison.Ordinal) ? row.Path[(ScheduledSteps.Length + 1)..] : row.Path;
        path = path.Replace("00081032/", "00321064/", StringComparison.Ordinal)
            .Replace("00400260/", row.Source.Length > 0 ? "00321064/" : "00400100/00400008/", StringComparison.Ordinal);
        return In(path) ?? In("00400100/" + path);

        string? In(string from) => new StatementKey(from, "", IsMatched: false).In(examination.Scheduled!);
    }

    private static void Refer(DataSet item, TestInstance instance) =>
        item.SetString(Tags.ReferencedSOPClassUID, instance.SopClass.Value).SetString(Tags.ReferencedSOPInstanceUID, instance.Sop.Value);
}
