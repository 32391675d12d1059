using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Population;

/// <summary>
/// An invented hospital's studies from 2015 to 2026, in the order in which they were made. Every study and patient follows
/// from the seed and its number alone: who measures a query makes the study again to know its keys.
/// </summary>
/// <param name="studies">How many studies; there are 0.3 patients for each.</param>
internal sealed class Hospital(int studies, int seed)
{
    private const double PatientsPerStudy = 0.3;
    private const int Physicians = 1500;

    /// <summary>The day of the first study.</summary>
    public static DateTime First { get; } = new(2015, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>Days from the first study to the last.</summary>
    public static int Days { get; } = (new DateTime(2027, 1, 1, 0, 0, 0, DateTimeKind.Utc) - First).Days;

    // Each kind of thing draws from a seed of its own.
    private readonly ulong _studySeed = new Draw((ulong)seed, 1).Next();
    private readonly ulong _patientSeed = new Draw((ulong)seed, 2).Next();
    private readonly ulong _physicianSeed = new Draw((ulong)seed, 3).Next();

    public int Studies => studies;

    public int Seed => seed;

    public int Patients => PatientsSeenBy(studies - 1);

    public Study Study(int number)
    {
        var draw = new Draw(_studySeed, (ulong)number);
        var at = InstantOf(number);
        var modality = Modality.Studies.Choose(ref draw);
        // A root of its own under 2.25 (PS3.5 B.2), then what devices put into their UIDs: who, when, and a count.
        var uid = string.Create(CultureInfo.InvariantCulture, $"2.25.3052761990.{seed}.{1000 + draw.Next(60)}.{at:yyyyMMddHHmmss}.{number}");
        return new Study(
            number, uid, Patient(PatientOf(number, ref draw)), at, modality, draw.Of(modality.Descriptions),
            string.Create(CultureInfo.InvariantCulture, $"{draw.Of(["R", "E", "A"])}{at:yy}{number:00000000}"),
            Physician(draw.Next(Physicians)),
            Series: modality.Series - draw.Next((modality.Series / 2) + 1),
            HasReport: draw.Chance(modality.Report));
    }

    public Patient Patient(int number)
    {
        var draw = new Draw(_patientSeed, (ulong)number);
        var (name, sex, characterSet) = PersonNames.Patient(ref draw);
        // Old people are ill more often: the better of two draws.
        var age = 1 + (int)(Math.Max(draw.NextDouble(), draw.NextDouble()) * 94 * 365.25);
        // Numbers that do not rise with time, as of a hospital that took over other systems' patients; the multiplier is prime.
        var id = string.Create(CultureInfo.InvariantCulture, $"{(number * 64_499_999L % 100_000_000) + 100_000_000}");
        return new Patient(number, id, draw.Of(["HOSP", "HOSP", "CLINIC", "NORTH"]), name, sex, DateOnly.FromDateTime(First.AddDays(-age)), characterSet);
    }

    private string Physician(int number)
    {
        var draw = new Draw(_physicianSeed, (ulong)number);
        return PersonNames.Staff(ref draw);
    }

    /// <summary>Someone comes for the first time with 3 studies of 10; the others are of those who came before, some much oftener than others.</summary>
    private static int PatientOf(int study, ref Draw draw)
    {
        var seen = PatientsSeenBy(study);
        return study == 0 || seen > PatientsSeenBy(study - 1) ? seen - 1 : (int)(seen * Math.Pow(draw.NextDouble(), 1.3));
    }

    private static int PatientsSeenBy(int study) => (int)(study * PatientsPerStudy) + 1;

    /// <summary>Spread evenly over the days; 8 of 10 between 7 and 18 o'clock.</summary>
    private DateTime InstantOf(int study)
    {
        var day = (double)study / studies * Days;
        var part = day - Math.Floor(day);
        var hour = part switch
        {
            < 0.1 => part * 70,
            < 0.9 => 7 + ((part - 0.1) / 0.8 * 11),
            _ => 18 + ((part - 0.9) * 60),
        };
        return First.AddDays(Math.Floor(day)).AddSeconds(Math.Floor(hour * 3600));
    }
}

/// <param name="CharacterSet">Holds the name.</param>
internal sealed record Patient(int Number, string Id, string Issuer, string Name, string Sex, DateOnly BirthDate, CharacterSet CharacterSet);

/// <param name="Series">Series of the modality; a report is one more.</param>
internal sealed record Study(
    int Number, string Uid, Patient Patient, DateTime At, Modality Modality, string Description, string AccessionNumber, string ReferringPhysician,
    int Series, bool HasReport);
