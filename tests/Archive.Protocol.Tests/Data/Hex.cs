using System.Text;

namespace Archive.Protocol.Tests.Data;

/// <summary>Bytes as the tests write them: hexadecimal digits, spaced at will, and text in quotes.</summary>
internal static class Hex
{
    /// <summary><c>Bytes("1000 2000 'AB'")</c> is 10 00 20 00 41 42.</summary>
    public static byte[] Bytes(string text)
    {
        var parts = text.Split('\'');
        return [.. parts.SelectMany((part, index) => index % 2 == 1 ? Encoding.Latin1.GetBytes(part) : Convert.FromHexString(string.Concat(part.Where(c => !char.IsWhiteSpace(c)))))];
    }
}
