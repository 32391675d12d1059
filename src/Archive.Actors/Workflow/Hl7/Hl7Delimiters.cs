using System.Diagnostics.CodeAnalysis;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>What parts the values of a message, as its MSH-1 and MSH-2 say (HL7 v2 2.5.4). NUL where the sender has none.</summary>
public readonly record struct Hl7Delimiters(char Field, char Component, char Repetition, char Escape, char Subcomponent, char Truncation = '\0')
{
    public static Hl7Delimiters Usual { get; } = new('|', '^', '~', '\\', '&');

    /// <summary>MSH-2.</summary>
    public string EncodingCharacters => $"{Component}{Repetition}{Escape}{Subcomponent}{Truncation}".TrimEnd('\0');

    /// <summary>Reads the beginning of a header segment: <c>MSH|^~\&amp;|</c>.</summary>
    public static bool TryRead(string header, [NotNullWhen(false)] out string? problem, out Hl7Delimiters delimiters)
    {
        delimiters = default;
        problem = "MSH-1 and MSH-2 do not say what parts fields and components";
        if (header.Length < 5 || IsPartOfText(header[3]))
            return false;
        var end = header.IndexOf(header[3], 4);
        var encoding = end < 0 ? header[4..] : header[4..end];
        if (encoding.Length is 0 or > 5 || encoding.Any(IsPartOfText) || encoding.Append(header[3]).Distinct().Count() != encoding.Length + 1)
            return false;
        delimiters = new Hl7Delimiters(header[3], encoding[0], At(1), At(2), At(3), At(4));
        problem = null;
        return true;

        char At(int index) => index < encoding.Length ? encoding[index] : '\0';
    }

    private static bool IsPartOfText(char character) => char.IsLetterOrDigit(character) || char.IsControl(character) || character is ' ' or '"';
}
