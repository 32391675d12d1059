using System.Collections.Frozen;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>The character set of a message: MSH-18 (HL7 table 0211), in the terms that DICOM has for them.</summary>
internal static class Hl7CharacterSet
{
    private static readonly FrozenDictionary<string, string> Terms = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase)
    {
        ["ASCII"] = "ISO_IR 6",
        ["ISO IR6"] = "ISO_IR 6",
        ["8859/1"] = "ISO_IR 100",
        ["8859/2"] = "ISO_IR 101",
        ["8859/3"] = "ISO_IR 109",
        ["8859/4"] = "ISO_IR 110",
        ["8859/5"] = "ISO_IR 144",
        ["8859/6"] = "ISO_IR 127",
        ["8859/7"] = "ISO_IR 126",
        ["8859/8"] = "ISO_IR 138",
        ["8859/9"] = "ISO_IR 148",
        ["8859/15"] = "ISO_IR 203",
        ["ISO IR14"] = "ISO_IR 13",
        ["ISO IR87"] = "ISO 2022 IR 87",
        ["ISO IR159"] = "ISO 2022 IR 159",
        ["KS X 1001"] = "ISO 2022 IR 149",
        ["GB 18030-2000"] = "GB18030",
        ["BIG-5"] = "Big5",
        ["UNICODE"] = "ISO_IR 192", // as it is used: what else it may mean has NULs, which no frame can hold
        ["UNICODE UTF-8"] = "ISO_IR 192",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <param name="names">The values of MSH-18: the first is what the message begins in, further ones are reached by escape sequences of ISO 2022.</param>
    /// <param name="fallback">What bytes above 7F mean where nothing is declared.</param>
    /// <returns>Null when a name is none that is known, or one whose bytes no frame of MLLP can hold.</returns>
    public static CharacterSet? Find(IReadOnlyList<string> names, CharacterSet fallback)
    {
        var terms = new List<string>(names.Count);
        foreach (var name in names.Select(name => name.Trim()))
        {
            var term = name.Length == 0 ? "" : Terms.GetValueOrDefault(name, name);
            var alone = CharacterSet.Parse([term], fallback);
            if (term.Length > 0 && !Terms.ContainsKey(name) && alone.DefinedTerms.All(string.IsNullOrEmpty))
                return null;
            terms.Add(names.Count > 1 ? term.Replace("ISO_IR ", "ISO 2022 IR ", StringComparison.Ordinal) : term);
        }

        return CharacterSet.Parse(terms, fallback);
    }
}
