using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Archive.Protocol.Data;

/// <summary>
/// A unique identifier (PS3.5 9.1). Opaque: compared as text, letter case included, no meaning is read from its parts.
/// The standard wants digits in components parted by single dots. What devices and anonymisers send beyond that and still
/// names one thing is a UID as well: up to 64 ASCII letters, digits, dots, hyphens and underscores, the first a letter or digit,
/// so that it can stand in every field and as the name of a file. <c>default</c> is no UID and prints as the empty string.
/// </summary>
public readonly record struct Uid
{
    /// <summary>The longest UID in characters.</summary>
    public const int MaxLength = 64;

    private static readonly SearchValues<char> Allowed =
        SearchValues.Create("0123456789.ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz-_");

    private readonly string? _value;

    /// <exception cref="FormatException">The text is no UID.</exception>
    public Uid(string value)
    {
        if (!IsValid(value))
            throw new FormatException($"'{Shorten(value)}' is not a UID (PS3.5 9.1).");
        _value = value;
    }

    private Uid(string value, bool _) => _value = value;

    public string Value => _value ?? string.Empty;

    public bool IsEmpty => _value is null;

    /// <summary>As PS3.5 9.1 wants it: digits alone, in components without leading zeros, parted by single dots.</summary>
    public bool IsConformant => IsConformantText(Encoding.Latin1.GetBytes(Value));

    public static bool TryParse([NotNullWhen(true)] string? text, out Uid uid)
    {
        var trimmed = text?.Trim('\0', ' ');
        uid = IsValid(trimmed) ? new Uid(trimmed!, true) : default;
        return !uid.IsEmpty;
    }

    /// <summary>Reads the value of a UI element or PDU item; NULs and spaces around it are no part of it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Uid uid)
    {
        uid = default;
        bytes = bytes.Trim("\0 "u8);
        if (bytes.IsEmpty || bytes.Length > MaxLength)
            return false;
        Span<char> chars = stackalloc char[bytes.Length];
        for (var i = 0; i < bytes.Length; i++)
            chars[i] = (char)bytes[i];
        if (!IsValid(chars))
            return false;
        uid = new Uid(Encoding.Latin1.GetString(bytes), true);
        return true;
    }

    /// <summary>Whether the text, as it stands, is a UID; see the type for what is one.</summary>
    public static bool IsValid(ReadOnlySpan<char> text) =>
        text is { IsEmpty: false, Length: <= MaxLength } && char.IsAsciiLetterOrDigit(text[0]) && !text.ContainsAnyExcept(Allowed);

    /// <summary>Whether a value, without what pads it, is a UID as <see cref="IsConformant"/> wants it.</summary>
    public static bool IsConformantText(ReadOnlySpan<byte> text)
    {
        foreach (var range in text.Split((byte)'.'))
        {
            var component = text[range];
            if (component.IsEmpty || component.ContainsAnyExceptInRange((byte)'0', (byte)'9') || (component.Length > 1 && component[0] == '0'))
                return false;
        }

        return text.Length is > 0 and <= MaxLength;
    }

    public override string ToString() => Value;

    private static string Shorten(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text ?? string.Empty;
}
