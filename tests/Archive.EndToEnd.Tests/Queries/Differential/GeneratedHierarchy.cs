using System.Globalization;
using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Queries.Differential;

/// <summary>
/// Patients, studies, series and instances with invented attributes, the same for the same seed: names in several character
/// sets, with accents and in mixed case, identifiers that begin alike, times cut short, and attributes left empty.
/// </summary>
internal static class GeneratedHierarchy
{
    private const int Patients = 44;

    private static readonly (string CharacterSet, string Name)[] Names =
    [
        ("", "Smith^John"), ("", "Smith^Joan^Q"), ("", "SMITHERS^Ann"), ("", "smith^jim"), ("", "O'Brien^Pat"), ("", "Van der Berg^Els^^Dr"),
        ("", "Arrow^Archie"), ("", "Barrow^Bea"), ("", "Moe"), ("ISO_IR 100", "Müller^Jürgen"), ("ISO_IR 100", "Muller^Jurgen"),
        ("ISO_IR 192", "Nováková^Žaneta"), ("ISO_IR 144", "Люкceмбypг"), ("\\ISO 2022 IR 87", "Yamada^Tarou=山田^太郎=やまだ^たろう"),
        ("ISO 2022 IR 13\\ISO 2022 IR 87", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"), ("\\ISO 2022 IR 149", "Hong^Gildong=洪^吉洞=홍^길동"),
        ("", "SMITH^^^^"), ("", "SMITH^JOHN^^^"), ("", "SMITH^^JR"), ("", "^JOHN"), ("", "OB^^^^"), ("ISO_IR 192", "SMITH^=山田^"),
    ];

    private static readonly string[] Modalities = ["CT", "MR", "CR", "US", "SR"];
    private static readonly string[] Descriptions = ["Chest", "Chest CT", "CHEST CT", "Head MR", "Abdomen [2] 50%", "Knee_left", ""];
    private static readonly string[] Times = ["08", "0830", "083000", "083000.5", "120000", "235959.999999", ""];
    private static readonly string[] Physicians = ["House^Gregory", "HOUSE^Greg", "Strange^Stephen", "^^^^", ""];

    public static IReadOnlyList<TestInstance> Create(int seed)
    {
        var random = new Random(seed);
        var instances = new List<TestInstance>();
        for (var patient = 0; patient < Patients; patient++)
        {
            var (characterSet, name) = Names[patient % Names.Length];
            var patientAttributes = new DataSet();
            if (characterSet.Length > 0)
                patientAttributes.SetString(Tags.SpecificCharacterSet, characterSet);
            patientAttributes
                .SetString(Tags.PatientName, name)
                .SetString(Tags.PatientID, string.Create(CultureInfo.InvariantCulture, $"P{patient / 10}-{patient:00}{(patient % 5 == 0 ? "a" : "")}"))
                .SetString(Tags.PatientBirthDate, Maybe(random, Date(random, 1930, 90)))
                .SetString(Tags.PatientBirthTime, Pick(random, Times))
                .SetString(Tags.PatientSex, Pick(random, ["M", "F", "O", ""]))
                .SetString(Tags.EthnicGroup, Pick(random, ["Group A", "Group B", ""]))
                .SetString(Tags.OtherPatientIDs, Pick(random, ["X-1", "X-1\\X-2", ""]));
            for (var study = random.Next(1, 4); study > 0; study--)
                AddStudy(instances, patientAttributes, random);
        }

        return instances;
    }

    private static void AddStudy(List<TestInstance> instances, DataSet patient, Random random)
    {
        var attributes = Copy(patient)
            .SetString(Tags.StudyDate, Date(random, 2022, 4))
            .SetString(Tags.StudyTime, Pick(random, Times))
            .SetString(Tags.AccessionNumber, Maybe(random, string.Create(CultureInfo.InvariantCulture, $"ACC{random.Next(40):000}")))
            .SetString(Tags.StudyID, string.Create(CultureInfo.InvariantCulture, $"S{random.Next(9)}"))
            .SetString(Tags.StudyDescription, Pick(random, Descriptions))
            .SetString(Tags.ReferringPhysicianName, Pick(random, Physicians))
            .SetString(Tags.NameOfPhysiciansReadingStudy, Pick(random, Physicians))
            .SetString(Tags.PatientAge, Pick(random, ["040Y", "006M", ""]))
            .SetString(Tags.Occupation, Pick(random, ["Baker", "Smith", ""]));
        var study = new StudyInstanceUid(NewUid(random));
        for (var series = random.Next(1, 4); series > 0; series--)
            AddSeries(instances, attributes, study, random);
    }

    private static void AddSeries(List<TestInstance> instances, DataSet study, StudyInstanceUid uid, Random random)
    {
        var attributes = Copy(study)
            .SetString(Tags.Modality, Pick(random, Modalities))
            .SetString(Tags.SeriesNumber, Maybe(random, random.Next(1, 30).ToString(CultureInfo.InvariantCulture)));
        var series = new SeriesInstanceUid(NewUid(random));
        for (var number = random.Next(1, 4); number > 0; number--)
        {
            var instance = TestData.Ct(uid, series, number, pixelBytes: 32);
            var sop = new SopInstanceUid(NewUid(random));
            instance.DataSet.SetString(Tags.SOPInstanceUID, sop.Value);
            foreach (var element in attributes)
                instance.DataSet.Set(element);
            instances.Add(instance with { Sop = sop });
        }
    }

    private static DataSet Copy(DataSet source)
    {
        var copy = new DataSet();
        foreach (var element in source)
            copy.Set(element);
        return copy;
    }

    private static string Date(Random random, int firstYear, int years) =>
        string.Create(CultureInfo.InvariantCulture, $"{firstYear + random.Next(years):0000}{random.Next(1, 13):00}{random.Next(1, 29):00}");

    private static Uid NewUid(Random random) => new(string.Create(CultureInfo.InvariantCulture, $"2.25.{random.NextInt64(1, long.MaxValue)}"));

    private static string Maybe(Random random, string value) => random.Next(6) == 0 ? "" : value;

    private static string Pick(Random random, string[] values) => values[random.Next(values.Length)];
}
