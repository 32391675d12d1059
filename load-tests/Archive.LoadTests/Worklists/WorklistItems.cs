using System.Globalization;
using Archive.LoadTests.Find;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Worklists;

/// <summary>Invented scheduled steps by number, spread over stations and days, and the queries that find them.</summary>
internal sealed class WorklistItems(int count, int stations, DateOnly today)
{
    public const double LimitMilliseconds = 10;

    private const int Names = 997;

    public static Uid Model => SopClasses.ModalityWorklistInformationModelFind;

    public DataSet Create(int number) => new DataSet()
        .SetString(Tags.AccessionNumber, Accession(number))
        .SetString(Tags.PatientName, string.Create(CultureInfo.InvariantCulture, $"NAME{number % Names:000}^GIVEN{number}"))
        .SetString(Tags.PatientID, Patient(number))
        .SetString(Tags.StudyInstanceUID, Study(number))
        .SetString(Tags.RequestedProcedureDescription, "INVENTED PROCEDURE")
        .SetItems(Tags.ScheduledProcedureStepSequence, new DataSet()
            .SetString(Tags.ScheduledStationAETitle, Station(number))
            .SetString(Tags.Modality, "CT")
            .SetString(Tags.ScheduledProcedureStepStartDate, Day(number))
            .SetString(Tags.ScheduledProcedureStepStartTime, "0900"));

    /// <summary>What modalities ask; any of them is selective.</summary>
    public IReadOnlyList<QueryKind> Kinds() =>
    [
        Kind("Station", number => Ask(station: Station(number))),
        Kind("Station and date", number => Ask(station: Station(number), day: Day(number))),
        Kind("Accession Number", number => Ask().SetString(Tags.AccessionNumber, Accession(number))),
        Kind("Patient ID", number => Ask().SetString(Tags.PatientID, Patient(number))),
        Kind("Patient's Name (NAME123^*)", number =>
            Ask().SetString(Tags.PatientName, string.Create(CultureInfo.InvariantCulture, $"NAME{number % Names:000}^*"))),
        Kind("Study Instance UID", number => Ask().SetString(Tags.StudyInstanceUID, Study(number))),
    ];

    /// <summary>What a station asks twice a minute: what it has to do today.</summary>
    public DataSet Poll(int number) => Ask(station: Station(number), day: Day(0));

    public string Station(int number) => string.Create(CultureInfo.InvariantCulture, $"STATION{number % stations:000}");

    private QueryKind Kind(string name, Func<int, DataSet> identifier) => new(name, LimitMilliseconds, number => new Query(Model, identifier(number % count)));

    private static DataSet Ask(string station = "", string day = "") => new DataSet()
        .SetString(Tags.AccessionNumber, "").SetString(Tags.PatientName, "").SetString(Tags.PatientID, "").SetString(Tags.PatientBirthDate, "")
        .SetString(Tags.PatientSex, "").SetString(Tags.StudyInstanceUID, "").SetString(Tags.RequestedProcedureID, "")
        .SetString(Tags.RequestedProcedureDescription, "")
        .SetItems(Tags.ScheduledProcedureStepSequence, new DataSet()
            .SetString(Tags.ScheduledStationAETitle, station).SetString(Tags.ScheduledProcedureStepStartDate, day)
            .SetString(Tags.ScheduledProcedureStepStartTime, "").SetString(Tags.Modality, "").SetString(Tags.ScheduledProcedureStepID, "")
            .SetString(Tags.ScheduledProcedureStepDescription, ""));

    private static string Accession(int number) => string.Create(CultureInfo.InvariantCulture, $"A{number:00000000}");

    private static string Patient(int number) => string.Create(CultureInfo.InvariantCulture, $"P{number:00000000}");

    private static string Study(int number) => string.Create(CultureInfo.InvariantCulture, $"2.25.{1_000_000_000L + number}");

    /// <summary>Each station has a step a day.</summary>
    private string Day(int number) => today.AddDays(number / stations).ToString("yyyyMMdd", CultureInfo.InvariantCulture);
}
