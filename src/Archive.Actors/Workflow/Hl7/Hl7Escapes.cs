using System.Globalization;
using System.Text;
using Archive.Protocol.Data;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Escape sequences in the text of a field (HL7 v2 2.7). What is none of them stands for itself.</summary>
internal static class Hl7Escapes
{
    private const int MaxLines = 10;

    public static string Resolve(string text, Hl7Delimiters delimiters, CharacterSet characterSet)
    {
        var start = delimiters.Escape == '\0' ? -1 : text.IndexOf(delimiters.Escape, StringComparison.Ordinal);
        if (start < 0)
            return text;
        var resolved = new StringBuilder(text.Length);
        var from = 0;
        while (start >= 0)
        {
            var end = text.IndexOf(delimiters.Escape, start + 1);
            if (end < 0)
                break;
            resolved.Append(text, from, start - from);
            if (Meaning(text[(start + 1)..end], delimiters, characterSet) is { } meaning)
            {
                resolved.Append(meaning);
                from = end + 1;
            }
            else
            {
                // Its end may be the beginning of the next one.
                resolved.Append(text, start, end - start);
                from = end;
            }

            start = text.IndexOf(delimiters.Escape, from);
        }

        return resolved.Append(text, from, text.Length - from).ToString();
    }

    public static void Write(StringBuilder output, string text, Hl7Delimiters delimiters)
    {
        foreach (var character in text)
        {
            if (Code(character, delimiters) is { } code)
                output.Append(delimiters.Escape).Append(code).Append(delimiters.Escape);
            else
                output.Append(character);
        }
    }

    private static string? Meaning(string code, Hl7Delimiters delimiters, CharacterSet characterSet) => code switch
    {
        "F" => delimiters.Field.ToString(),
        "S" => delimiters.Component.ToString(),
        "R" => delimiters.Repetition.ToString(),
        "E" => delimiters.Escape.ToString(),
        "T" => delimiters.Subcomponent.ToString(),
        "P" when delimiters.Truncation != '\0' => delimiters.Truncation.ToString(),
        "H" or "N" => "", // highlighted from here, to here
        ".br" or ".ce" => "\n",
        ".fi" or ".nf" => "",
        ['.', 's', 'p', .. var lines] => Repeated('\n', lines),
        ['.', 's', 'k', .. var spaces] => Repeated(' ', spaces),
        ['.', 'i' or 't', 'n' or 'i', ..] => "", // indented
        ['X', .. var digits] => Bytes(digits, characterSet),
        _ => null,
    };

    private static string? Repeated(char character, string count)
    {
        if (count.Length == 0)
            return character.ToString();
        return int.TryParse(count, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number is >= 0 and <= MaxLines
            ? new string(character, number)
            : null;
    }

    private static string? Bytes(string digits, CharacterSet characterSet)
    {
        if (digits.Length == 0 || digits.Length % 2 != 0 || !digits.All(char.IsAsciiHexDigit))
            return null;
        var bytes = Convert.FromHexString(digits);
        return Ascii.IsValid(bytes) && !bytes.Contains((byte)0x1B) ? Encoding.ASCII.GetString(bytes)
            : bytes is [0x1B] ? "\x1B" // alone it begins nothing
            : characterSet.Decode(bytes, Vr.UT);
    }

    private static string? Code(char character, Hl7Delimiters delimiters)
    {
        if (character == '\n')
            return ".br";
        if (character < ' ')
            return string.Create(CultureInfo.InvariantCulture, $"X{(int)character:X2}");
        return character == delimiters.Field ? "F"
            : character == delimiters.Component ? "S"
            : character == delimiters.Repetition ? "R"
            : character == delimiters.Escape ? "E"
            : character == delimiters.Subcomponent ? "T"
            : character == delimiters.Truncation ? "P"
            : null;
    }
}
