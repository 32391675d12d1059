using Archive.Storage.Index;
using Archive.Storage.Index.Search;

namespace Archive.Storage.Database.SqlServer;

/// <summary>What table <c>study_trigram</c> holds of a study. Of a text that is longer than any that the standard allows it holds the beginning.</summary>
internal static class SqlServerTrigrams
{
    /// <summary>Characters: three component groups of a name have room.</summary>
    private const int MaxText = 1024;

    /// <summary>A column's number is its place. They stand in databases: new ones come last.</summary>
    private static readonly string[] Columns =
    [
        "patient_name", SearchText.SoundsColumn, "patient_id", "accession_number", "study_id", "study_description", "referring_name", "responsible_person",
    ];

    public static int NumberOf(string column) => Array.IndexOf(Columns, column) is >= 0 and var number ? number : throw new ArgumentException($"No column {column}.", nameof(column));

    public static IEnumerable<(int Part, string Trigram)> Of(StudyAttributes study)
    {
        var patient = SearchText.OfName(FoldedName.From(study.PatientName));
        string[] texts =
        [
            patient, SearchText.OfSounds(patient), study.Patient.PatientId, study.AccessionNumber, study.StudyId, study.StudyDescription,
            SearchText.OfName(FoldedName.From(study.ReferringPhysicianName)), SearchText.OfResponsiblePerson(study.Encoded),
        ];
        return texts.SelectMany((text, part) =>
            SearchText.Trigrams(text.Length <= MaxText ? text : text[..MaxText]).Select(ServerText.Clean).Distinct().Select(trigram => (part, trigram)));
    }
}
