using System.Diagnostics.CodeAnalysis;
using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>What the index keeps of one object: the attributes of its study, its series and itself.</summary>
public sealed record ObjectDescription(StudyAttributes Study, SeriesAttributes Series, InstanceAttributes Instance)
{
    private static readonly (Tag Tag, Vr Vr)[] OfStudy = WithVr(IndexedAttributes.Study);
    private static readonly (Tag Tag, Vr Vr)[] OfSeries = WithVr(IndexedAttributes.Series);
    private static readonly (Tag Tag, Vr Vr)[] OfInstance = WithVr(IndexedAttributes.Instance);

    /// <summary>
    /// Takes the description from a data set that holds at least <see cref="IndexedAttributes.All"/> of the object. Only
    /// the four UIDs must be right: anything else may be absent, empty or nonsense and is kept as it came. An object that
    /// belongs to no patient (PS3.4 GG.3) has no study: it stands under its own UID, where no query for studies finds it.
    /// </summary>
    /// <param name="dataSet">May read from borrowed memory: the description keeps copies.</param>
    /// <param name="problem">Names the UID and what is wrong with it (status A900); null when there is a description.</param>
    public static bool TryFrom(DataSet dataSet, [NotNullWhen(true)] out ObjectDescription? description, [NotNullWhen(false)] out string? problem)
    {
        description = null;
        if (!TryGetUid(dataSet, Tags.SOPClassUID, out var sopClass, out problem)
            || !TryGetUid(dataSet, Tags.SOPInstanceUID, out var instance, out problem))
        {
            return false;
        }

        var isNonPatient = SopClasses.IsNonPatient(sopClass);
        var (study, series) = (instance, instance);
        if (!isNonPatient
            && (!TryGetUid(dataSet, Tags.StudyInstanceUID, out study, out problem)
                || !TryGetUid(dataSet, Tags.SeriesInstanceUID, out series, out problem)))
        {
            return false;
        }

        description = new ObjectDescription(
            DescribeStudy(dataSet, new StudyInstanceUid(study), isNonPatient),
            DescribeSeries(dataSet, new SeriesInstanceUid(series)),
            new InstanceAttributes(
                new SopInstanceUid(instance), sopClass, IndexedValue.Integer(dataSet.GetString(Tags.InstanceNumber)), Encode(dataSet, OfInstance)));
        return true;
    }

    private static StudyAttributes DescribeStudy(DataSet dataSet, StudyInstanceUid study, bool isNonPatient) => new(
        study,
        new PatientKey(Text(dataSet, Tags.PatientID), Text(dataSet, Tags.IssuerOfPatientID)),
        Text(dataSet, Tags.PatientName),
        IndexedValue.Date(dataSet.GetString(Tags.PatientBirthDate)),
        Text(dataSet, Tags.PatientSex),
        IndexedValue.Date(dataSet.GetString(Tags.StudyDate)),
        IndexedValue.Time(dataSet.GetString(Tags.StudyTime)),
        Text(dataSet, Tags.AccessionNumber),
        Text(dataSet, Tags.StudyID),
        Text(dataSet, Tags.StudyDescription),
        Text(dataSet, Tags.ReferringPhysicianName),
        Encode(dataSet, OfStudy),
        isNonPatient);

    private static SeriesAttributes DescribeSeries(DataSet dataSet, SeriesInstanceUid series) => new(
        series,
        Text(dataSet, Tags.Modality),
        IndexedValue.Integer(dataSet.GetString(Tags.SeriesNumber)),
        IndexedValue.Date(dataSet.GetString(Tags.SeriesDate)),
        IndexedValue.Time(dataSet.GetString(Tags.SeriesTime)),
        Text(dataSet, Tags.SeriesDescription),
        Text(dataSet, Tags.BodyPartExamined),
        Encode(dataSet, OfSeries));

    private static string Text(DataSet dataSet, Tag tag) => IndexedValue.Text(dataSet.GetString(tag));

    /// <summary>The attributes of a level; text in undeclared characters is declared as what it was read as, so that nobody has to know it later.</summary>
    /// <param name="attributes">In the order of their tags, as the elements are.</param>
    private static byte[] Encode(DataSet dataSet, ReadOnlySpan<(Tag Tag, Vr Vr)> attributes)
    {
        var level = new DataSet();
        if (dataSet.TryGet(Tags.SpecificCharacterSet, out var declaration))
            level.Set(declaration);
        var needsDeclaration = false;
        foreach (var came in dataSet)
        {
            while (!attributes.IsEmpty && attributes[0].Tag < came.Tag)
                attributes = attributes[1..];
            if (attributes.IsEmpty)
                break;
            if (attributes[0].Tag != came.Tag)
                continue;
            var element = DictionaryVr.Apply(came, attributes[0].Vr, dataSet);
            level.Set(element);
            needsDeclaration |= EncodedText.NeedsDeclaration(element);
        }

        var characterSet = dataSet.CharacterSet;
        if (needsDeclaration && characterSet.Assumed != characterSet)
            level.SetStrings(Tags.SpecificCharacterSet, [.. characterSet.Assumed.DefinedTerms]);
        return DataSetWriter.ToArray(level, TransferSyntax.ExplicitVrLittleEndian);
    }

    private static (Tag Tag, Vr Vr)[] WithVr(IReadOnlyList<Tag> tags) => [.. tags.Select(tag => (tag, ElementDictionary.GetVr(tag)))];

    private static bool TryGetUid(DataSet dataSet, Tag tag, out Uid uid, [NotNullWhen(false)] out string? problem)
    {
        uid = default;
        problem = !dataSet.TryGet(tag, out var element) ? $"{ElementDictionary.Describe(tag)} is missing"
            : element.IsEmpty ? $"{ElementDictionary.Describe(tag)} is empty"
            : Uid.TryParse(element.Value.Span, out uid) ? null
            : $"{ElementDictionary.Describe(tag)} is no UID: '{Printable(element.Value.Span)}'";
        return problem is null;
    }

    private static string Printable(ReadOnlySpan<byte> value) =>
        string.Create(Math.Min(value.Length, 80), value, static (text, bytes) =>
        {
            for (var i = 0; i < text.Length; i++)
                text[i] = bytes[i] is >= 0x20 and < 0x7F ? (char)bytes[i] : '.';
        });
}

/// <summary>
/// Attributes of the patient and study levels: decoded text in the form in which it is matched. Dates are YYYYMMDD and
/// times HHMMSSFFFFFF, empty when what came is neither.
/// </summary>
/// <param name="Encoded">
/// The object's <see cref="IndexedAttributes.Study"/> as they came: an Explicit VR Little Endian data set with its own (0008,0005).
/// </param>
/// <param name="IsNonPatient">The object has no study: this one stands for it under the object's own UID.</param>
public sealed record StudyAttributes(
    StudyInstanceUid Study, PatientKey Patient, string PatientName, string PatientBirthDate, string PatientSex, string StudyDate, string StudyTime,
    string AccessionNumber, string StudyId, string StudyDescription, string ReferringPhysicianName, ReadOnlyMemory<byte> Encoded,
    bool IsNonPatient = false);

/// <summary>Attributes of the series level, as those of <see cref="StudyAttributes"/>.</summary>
/// <param name="Encoded">The object's <see cref="IndexedAttributes.Series"/> as they came, encoded as those of the study.</param>
public sealed record SeriesAttributes(
    SeriesInstanceUid Series, string Modality, string SeriesNumber, string SeriesDate, string SeriesTime, string SeriesDescription,
    string BodyPartExamined, ReadOnlyMemory<byte> Encoded);

/// <summary>Attributes of the instance level, as those of <see cref="StudyAttributes"/>.</summary>
/// <param name="Encoded">The object's <see cref="IndexedAttributes.Instance"/> as they came, encoded as those of the study.</param>
public sealed record InstanceAttributes(SopInstanceUid Instance, Uid SopClass, string InstanceNumber, ReadOnlyMemory<byte> Encoded);
