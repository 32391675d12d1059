namespace Archive.Testing;

/// <summary>Bytes written for people: hexadecimal digits with spaces anywhere, and on every line a comment after <c>//</c>.</summary>
public static class Hex
{
    public static byte[] Parse(string text)
    {
        var digits = text.Split('\n').Select(line => line.Split("//")[0]).SelectMany(line => line.Where(c => !char.IsWhiteSpace(c)));
        return Convert.FromHexString(string.Concat(digits));
    }
}
