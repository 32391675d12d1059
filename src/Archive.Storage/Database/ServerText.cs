using System.Security.Cryptography;
using System.Text;

namespace Archive.Storage.Database;

/// <summary>What database servers cannot hold of a text. Matching keys pass through the same functions as values do, so that they still find each other.</summary>
internal static class ServerText
{
    /// <summary>Characters of a value in an index: two of them have room in one of its entries, whatever their characters are.</summary>
    public const int MaxIndexed = 256;

    private const string Mark = "\u2026";
    private const int MaxBeginning = MaxIndexed - 1 - (2 * SHA256.HashSizeInBytes);

    /// <summary>There is no NUL in a text.</summary>
    public static string Clean(string text) => text.Contains('\0', StringComparison.Ordinal) ? text.Replace('\0', '\uFFFD') : text;

    /// <summary>
    /// A value as a column with an index has it. One that is longer than any that the standard allows is its beginning and the digest of all of it: equal to
    /// no other. It has more than 256 bytes then.
    /// </summary>
    public static string Indexed(string text) =>
        text.Length <= MaxIndexed ? text : Beginning(text) + Mark + Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    /// <summary>What of the beginning of a value such a column has, whatever follows.</summary>
    public static string Beginning(string text) =>
        text.Length <= MaxBeginning ? text : text[..(char.IsHighSurrogate(text[MaxBeginning - 1]) ? MaxBeginning - 1 : MaxBeginning)];
}
