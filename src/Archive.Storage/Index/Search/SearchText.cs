using System.Collections.Frozen;
using System.Text;
using Archive.Protocol.Data;
using Archive.Storage.Index.Matching;

namespace Archive.Storage.Index.Search;

/// <summary>
/// What table <c>study_text</c> holds of a study, for searches within a text: trigrams of it are indexed. Sounds stand
/// between spaces there, so that the shortest of them has trigrams too.
/// </summary>
internal static class SearchText
{
    /// <summary>Characters that a fragment needs to have a trigram.</summary>
    public const int MinLength = 3;

    public const string SoundsColumn = "patient_name_sounds";

    private static readonly FrozenDictionary<Tag, string> Columns = new Dictionary<Tag, string>
    {
        [Tags.PatientName] = "patient_name",
        [Tags.PatientID] = "patient_id",
        [Tags.AccessionNumber] = "accession_number",
        [Tags.StudyID] = "study_id",
        [Tags.StudyDescription] = "study_description",
        [Tags.ReferringPhysicianName] = "referring_name",
        [Tags.ResponsiblePerson] = "responsible_person",
    }.ToFrozenDictionary();

    public static bool TryGetColumn(Tag tag, out string column) => Columns.TryGetValue(tag, out column!);

    /// <summary>The component groups of a name as one text.</summary>
    public static string OfName(FoldedName name) => name switch
    {
        { Ideographic: "", Phonetic: "" } => name.Alphabetic,
        _ => $"{name.Alphabetic}\n{name.Ideographic}\n{name.Phonetic}",
    };

    /// <summary>How a name sounds.</summary>
    /// <param name="personName">As it was received.</param>
    public static string OfSounds(string personName) => NameSounds.Of(personName) is { Count: > 0 } sounds ? $" {string.Join(' ', sounds)} " : string.Empty;

    /// <summary>Responsible Person (0010,2297) of a study's encoded attributes.</summary>
    public static string OfResponsiblePerson(ReadOnlyMemory<byte> attributes) =>
        OfName(FoldedName.From(EncodedAttributes.Read(attributes).GetString(Tags.ResponsiblePerson) ?? string.Empty));

    /// <summary>What the text of a matching sound contains.</summary>
    public static string OfSound(string sound) => $" {sound} ";

    /// <summary>All pieces of a text that are <see cref="MinLength"/> characters long, as databases count them: by code points.</summary>
    public static IEnumerable<string> Trigrams(string text)
    {
        var runes = text.EnumerateRunes().Select(rune => rune.ToString()).ToList();
        for (var i = 0; i + MinLength <= runes.Count; i++)
            yield return string.Concat(runes[i], runes[i + 1], runes[i + 2]);
    }

    /// <summary>Those of the parts of a pattern that are long enough to be searched for.</summary>
    public static IReadOnlyList<string> Fragments(IEnumerable<string> parts) =>
        [.. parts.Where(part => part.EnumerateRunes().Take(MinLength).Count() == MinLength)];
}
