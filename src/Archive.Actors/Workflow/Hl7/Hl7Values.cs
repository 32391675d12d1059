using System.Globalization;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Makes values of DICOM of the text of fields.</summary>
internal static class Hl7Values
{
    private static readonly string[] NameRepresentations = ["A", "I", "P"];

    /// <summary>Why a text is no value of a VR; null when it is one.</summary>
    public static string? Problem(string text, Vr vr) => vr switch
    {
        Vr.AE => AeProblem(text),
        Vr.CS => text.Length > 16 || !text.All(character => char.IsAsciiLetterUpper(character) || char.IsAsciiDigit(character) || character is ' ' or '_')
            ? "a code has up to 16 capitals, digits, spaces and underscores" : null,
        Vr.UI => Uid.TryParse(text, out var uid) && uid.IsConformant ? null : "it is no UID",
        Vr.DA => text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "it is no date",
        Vr.TM => text.Length == 6 && TimeOnly.TryParseExact(text, "HHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out _) ? null : "it is no time of day",
        Vr.US => ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _) ? null : "it is no whole number up to 65535",
        Vr.IS => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _) ? null : "it is no whole number",
        Vr.DS => text.Length <= 16 && double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? null : "it is no number",
        _ => MaxLength(vr) is { } max && text.Length > max ? string.Create(CultureInfo.InvariantCulture, $"it has more than {max} characters") : null,
    };

    /// <summary>The most characters of a value that may be cut; null for no bound.</summary>
    public static int? MaxLength(Vr vr) => vr switch
    {
        Vr.SH => 16,
        Vr.LO => 64,
        Vr.ST => 1024,
        Vr.LT => 10240,
        Vr.PN => 64,
        _ => null,
    };

    /// <summary>What a VR may hold of a text: no separators of values, and lines only where they have a meaning.</summary>
    public static string Clean(string text, Vr vr)
    {
        var clean = new StringBuilder(text.Length);
        var hasLines = vr.IsSingleText();
        foreach (var character in text)
        {
            if (character == '\n' && hasLines)
                clean.Append("\r\n");
            else if (character is '\n' or '\t' or '\r')
                clean.Append(' ');
            else if (character == '\\' && !hasLines)
                clean.Append('/');
            else if (character >= ' ' && character != '\x7F')
                clean.Append(character);
        }

        var trimmed = clean.ToString().Trim(' ');
        return vr == Vr.CS ? trimmed.ToUpperInvariant() : trimmed;
    }

    /// <summary>XPN: family, given, middle, suffix, prefix, degree (PS3.5 6.2.1 has the prefix before the suffix), one group for each way of writing.</summary>
    public static string PersonName(IReadOnlyList<Hl7Repetition> repetitions)
    {
        var groups = new PersonNameGroup?[NameRepresentations.Length];
        foreach (var name in repetitions.Where(repetition => !repetition.IsEmpty))
        {
            var group = Array.IndexOf(NameRepresentations, name.Text(8));
            groups[Math.Max(group, 0)] ??= Group(part => name.Text(part), 1);
        }

        return new PersonName(groups[0] ?? PersonNameGroup.Empty, groups[1] ?? PersonNameGroup.Empty, groups[2] ?? PersonNameGroup.Empty).ToString();
    }

    /// <summary>XCN: an identifier before the name. Where the whole of it is one component its parts are sub-components (NDL.1).</summary>
    public static string Provider(Hl7Repetition repetition)
    {
        var isNested = repetition.Components[0].Count > 1;
        var group = Group(part => isNested ? repetition.Text(1, part) : repetition.Text(part), 2);
        return new PersonName(group, PersonNameGroup.Empty, PersonNameGroup.Empty).ToString();
    }

    public static IEnumerable<DataSet> Codes(IReadOnlyList<Hl7Repetition> repetitions, int component) => repetitions
        .Select(repetition => (Code: repetition.Text(component), Meaning: repetition.Text(component + 1), Scheme: repetition.Text(component + 2)))
        .Where(code => code.Code.Length > 0 && code.Code != Hl7Message.Delete)
        .Select(code =>
        {
            var (value, meaning, scheme) = (Clean(code.Code, Vr.LO), Clean(code.Meaning, Vr.LO), Clean(code.Scheme, Vr.SH));
            return new DataSet()
                .Set(Text(value.Length > 16 ? Tags.LongCodeValue : Tags.CodeValue, value))
                .Set(Text(Tags.CodingSchemeDesignator, scheme.Length > 0 ? Cut(scheme, Vr.SH) : "L"))
                .Set(Text(Tags.CodeMeaning, Cut(meaning.Length > 0 ? meaning : value, Vr.LO)));
        });

    public static IEnumerable<DataSet> OtherIdentifiers(IReadOnlyList<Hl7Repetition> repetitions) => repetitions.Skip(1)
        .Where(repetition => repetition.Text(1) is { Length: > 0 } id && id != Hl7Message.Delete)
        .Select(repetition => new DataSet()
            .Set(Text(Tags.PatientID, Cut(Clean(repetition.Text(1), Vr.LO), Vr.LO)))
            .Set(Text(Tags.IssuerOfPatientID, Cut(Clean(repetition.Text(4), Vr.LO), Vr.LO)))
            .Set(Text(Tags.TypeOfPatientID, "TEXT")));

    /// <summary>An element in UTF-8, which is that of ASCII where that is enough.</summary>
    public static Element Text(Tag tag, string text)
    {
        var vr = ElementDictionary.GetVr(tag);
        return new Element(tag, vr, CharacterSet.Utf8.Encode(text, vr, out _));
    }

    public static string Cut(string text, Vr vr) => MaxLength(vr) is { } max && text.Length > max
        ? text[..(char.IsHighSurrogate(text[max - 1]) ? max - 1 : max)].TrimEnd(' ')
        : text;

    private static string? AeProblem(string text) => Protocol.Pdu.AeTitle.TryParse(text, out _) ? null : "an AE title has 1 to 16 printable characters without backslash";

    private static PersonNameGroup Group(Func<int, string> part, int first)
    {
        var (suffix, degree) = (Name(first + 3), Name(first + 5));
        return new PersonNameGroup(Name(first), Name(first + 1), Name(first + 2), Name(first + 4), suffix.Length > 0 && degree.Length > 0 ? $"{suffix} {degree}" : suffix + degree);

        string Name(int number) => part(number) is var text && text != Hl7Message.Delete ? Clean(text.Replace('^', ' ').Replace('=', ' '), Vr.PN) : "";
    }
}
