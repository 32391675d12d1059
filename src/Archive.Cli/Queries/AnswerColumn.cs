using System.Globalization;
using Archive.Cli.Terminals;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Cli.Queries;

/// <summary>An attribute of the answers that is shown, and asked for.</summary>
internal sealed record AnswerColumn(string Title, AttributePath Path)
{
    private static readonly IReadOnlyDictionary<QueryLevel, IReadOnlyList<AnswerColumn>> Usual = new Dictionary<QueryLevel, IReadOnlyList<AnswerColumn>>
    {
        [QueryLevel.Patient] =
        [
            new("Name", Tags.PatientName), new("Born", Tags.PatientBirthDate), new("Sex", Tags.PatientSex),
            new("Studies", Tags.NumberOfPatientRelatedStudies), new("Objects", Tags.NumberOfPatientRelatedInstances), new("Patient ID", Tags.PatientID),
        ],
        [QueryLevel.Study] =
        [
            new("Date", Tags.StudyDate), new("Name", Tags.PatientName), new("Patient ID", Tags.PatientID), new("Modalities", Tags.ModalitiesInStudy),
            new("Description", Tags.StudyDescription), new("Accession", Tags.AccessionNumber), new("Series", Tags.NumberOfStudyRelatedSeries),
            new("Objects", Tags.NumberOfStudyRelatedInstances), new("Study Instance UID", Tags.StudyInstanceUID),
        ],
        [QueryLevel.Series] =
        [
            new("Modality", Tags.Modality), new("Number", Tags.SeriesNumber), new("Description", Tags.SeriesDescription), new("Body part", Tags.BodyPartExamined),
            new("Objects", Tags.NumberOfSeriesRelatedInstances), new("Series Instance UID", Tags.SeriesInstanceUID),
        ],
        [QueryLevel.Image] =
        [
            new("Number", Tags.InstanceNumber), new("SOP class", Tags.SOPClassUID), new("SOP Instance UID", Tags.SOPInstanceUID),
        ],
    };

    private AnswerColumn(string title, Tag tag)
        : this(title, new AttributePath(tag))
    {
    }

    /// <summary>Whether only the whole value is of use.</summary>
    private bool IsRigid => Path.Vr is Vr.UI or Vr.DA or Vr.TM or Vr.IS or Vr.DS or Vr.US or Vr.UL or Vr.AS or Vr.AT && Path.Tag != Tags.SOPClassUID;

    private bool IsNumber => Path.Vr is Vr.IS or Vr.DS or Vr.US or Vr.SS or Vr.UL or Vr.SL or Vr.FL or Vr.FD or Vr.SV or Vr.UV;

    /// <summary>What is shown when nothing else is asked for, and every other attribute that has a key, before the unique key at the end.</summary>
    public static IReadOnlyList<AnswerColumn> For(QueryLevel level, IReadOnlyList<Key> keys, bool onlyKeys)
    {
        var asked = keys.Where(key => key.Path.Vr != Vr.SQ).Select(key => key.Path).Distinct();
        if (onlyKeys)
            return [.. asked.Select(Named)];
        var usual = Usual[level];
        return [.. usual.SkipLast(1), .. asked.Where(path => usual.All(column => column.Path != path)).Select(Named), usual[^1]];
    }

    public TableColumn ToTableColumn() => new(Title, IsFlexible: !IsRigid, IsRight: IsNumber);

    /// <summary>The values as DICOM writes them, for programs.</summary>
    public string RawTextOf(DataSet answer) => TextCells.Clean(string.Join('\\', Path.ValuesIn(answer)));

    /// <summary>The values for people.</summary>
    public string TextOf(DataSet answer) => TextCells.Clean(string.Join(", ", Path.ValuesIn(answer).Select(Format)));

    private static AnswerColumn Named(AttributePath path) =>
        new(ElementDictionary.TryGet(path.Tag, out var entry) && entry.Name.Length > 0 ? entry.Name : path.ToString(), path);

    private string Format(string value) => Path.Vr switch
    {
        Vr.DA when DateOnly.TryParseExact(value, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        Vr.TM when value.Length >= 6 && TimeOnly.TryParseExact(value[..6], "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) => time.ToString("HH:mm:ss", CultureInfo.InvariantCulture),
        Vr.UI when Uid.TryParse(value, out var uid) => UidRegistry.Describe(uid),
        _ => value,
    };
}
