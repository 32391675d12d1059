using System.Globalization;
using Archive.LoadTests.Population;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Find;

/// <summary>The kinds of queries that are measured, with values of the hospital whose studies are there.</summary>
internal sealed class QueryKinds(Hospital hospital, IReadOnlyList<Tag> studyKeys)
{
    private const int Streamed = 10_000;
    private const int Shown = 100;

    private static readonly Uid StudyRoot = SopClasses.StudyRootQueryRetrieveInformationModelFind;
    private static readonly Uid PatientRoot = SopClasses.PatientRootQueryRetrieveInformationModelFind;

    /// <summary>What a viewer shows of a study and every archive's index holds.</summary>
    public static IReadOnlyList<Tag> PlainKeys { get; } =
    [
        Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex, Tags.StudyDate, Tags.StudyTime, Tags.AccessionNumber,
        Tags.StudyDescription, Tags.ReferringPhysicianName, Tags.StudyID, Tags.StudyInstanceUID,
    ];

    /// <summary>Those, and what an archive has to compute.</summary>
    public static IReadOnlyList<Tag> AllKeys { get; } =
        [.. PlainKeys, Tags.ModalitiesInStudy, Tags.NumberOfStudyRelatedSeries, Tags.NumberOfStudyRelatedInstances, Tags.InstanceAvailability];

    public IReadOnlyList<QueryKind> All() =>
    [
        Kind("Study Instance UID", 3, study => Studies().SetString(Tags.StudyInstanceUID, study.Uid)),
        Kind("Patient ID", 5, study => Studies().SetString(Tags.PatientID, study.Patient.Id)),
        Kind("Accession Number", 5, study => Studies().SetString(Tags.AccessionNumber, study.AccessionNumber)),
        new("Name prefix (SMITH*), 100 answers", 30, number => new Query(StudyRoot, Studies().SetString(Tags.PatientName, Prefix(number)), Shown)),
        new("Name prefix, all answers", null, number => new Query(StudyRoot, Studies().SetString(Tags.PatientName, Prefix(number)))),
        new("Inner wildcard (*MITH^J*), 100 answers", 60, number => new Query(StudyRoot, Studies().SetString(Tags.PatientName, Inner(number)), Shown)),
        new("Inner wildcard, all answers", null, number => new Query(StudyRoot, Studies().SetString(Tags.PatientName, Inner(number)))),
        new("A week and modality, 100 answers", 30, number => InRange(number, 7, ["CT", "MR", "DX", "US"])),
        new("Five years and modality, 100 answers", 30, number => InRange(number, 5 * 365, ["CT", "MR", "MG", "XA"])),
        new("Twelve years and rare modality, 100 answers", 30, number => InRange(number, Hospital.Days - 1 - (number % 50), ["ES"])),
        Kind("Patient level: Patient ID", 5, study => Patients().SetString(Tags.PatientID, study.Patient.Id), PatientRoot),
        new("Patient level: name prefix, 100 answers", 30, number => new Query(PatientRoot, Patients().SetString(Tags.PatientName, Prefix(number)), Shown)),
        Kind("Series of a study", 3, study => Series().SetString(Tags.StudyInstanceUID, study.Uid)),
        Kind("Images of a series", 3, study => Images().SetString(Tags.StudyInstanceUID, study.Uid).SetString(Tags.SeriesInstanceUID, study.Uid + ".1")),
        new("50 Study Instance UIDs", null, number => new Query(
            StudyRoot,
            Studies().SetStrings(Tags.StudyInstanceUID, [.. Enumerable.Range(0, 50).Select(i => StudyOf((number * 50) + i).Uid)]))),
        new("10,000 answers", null, number => new Query(StudyRoot, Studies().SetString(Tags.StudyDate, Range(number, DaysOf(1.05 * Streamed))), Streamed))
        {
            AnswersPerSecond = 20_000,
        },
    ];

    /// <summary>Matches every study, by its date.</summary>
    public static Query Everything(IReadOnlyList<Tag> keys, int enough) =>
        new(StudyRoot, Identifier("STUDY", keys).SetString(Tags.StudyDate, $"{Hospital.First:yyyyMMdd}-"), enough);

    private static QueryKind Kind(string name, double limit, Func<int, Query> create) => new(name, limit, create);

    private QueryKind Kind(string name, double limit, Func<Study, DataSet> create, Uid? sopClass = null) =>
        Kind(name, limit, number => new Query(sopClass ?? StudyRoot, create(StudyOf(number))));

    private Study StudyOf(int number) => hospital.Study(DrawOf(number).Next(hospital.Studies));

    private static Draw DrawOf(int number) => new(99, (ulong)number);

    private DataSet Studies() => Identifier("STUDY", studyKeys);

    private static DataSet Patients() => Identifier("PATIENT", [Tags.PatientName, Tags.PatientID, Tags.PatientBirthDate, Tags.PatientSex]);

    private static DataSet Series() => Identifier("SERIES", [Tags.SeriesInstanceUID, Tags.Modality, Tags.SeriesNumber, Tags.SeriesDescription]);

    private static DataSet Images() => Identifier("IMAGE", [Tags.SOPInstanceUID, Tags.SOPClassUID, Tags.InstanceNumber]);

    private static DataSet Identifier(string level, IReadOnlyList<Tag> keys)
    {
        var identifier = new DataSet().SetString(Tags.QueryRetrieveLevel, level);
        foreach (var key in keys)
            identifier.Set(key, ElementDictionary.GetVr(key), ReadOnlyMemory<byte>.Empty);
        return identifier;
    }

    private static string Prefix(int number) => PersonNames.CommonSurnames[DrawOf(number).Next(PersonNames.CommonSurnames.Count)].ToUpperInvariant() + "*";

    /// <summary>A name somewhere in the hospital without the surname's first letter, and the first letter of the given name.</summary>
    private string Inner(int number)
    {
        if (number == 0)
            return "*MITH^J*";
        var draw = DrawOf(number);
        string[] parts;
        do
        {
            parts = hospital.Patient(draw.Next(hospital.Patients)).Name.Split('^');
        }
        while (!parts[0].All(char.IsAscii) || parts[0].Length < 4);
        return $"*{parts[0][1..].ToUpperInvariant()}^{parts[1][0]}*";
    }

    private Query InRange(int number, int days, string[] modalities)
    {
        var identifier = Studies().SetString(Tags.StudyDate, Range(number, days)).SetString(Tags.ModalitiesInStudy, modalities[number % modalities.Length]);
        return new Query(StudyRoot, identifier, Shown);
    }

    private static string Range(int number, int days)
    {
        var from = Hospital.First.AddDays(DrawOf(number).Next(Math.Max(1, Hospital.Days - days)));
        return string.Create(CultureInfo.InvariantCulture, $"{from:yyyyMMdd}-{from.AddDays(days):yyyyMMdd}");
    }

    private int DaysOf(double studies) => Math.Min(Hospital.Days - 1, (int)Math.Ceiling(studies / hospital.Studies * Hospital.Days));
}
