using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Archive.Protocol.Data;

/// <summary>
/// A unique identifier (PS3.5 9.1): 1 to 64 characters, digits in components separated by single dots. Opaque: compared
/// as text, no meaning is read from its parts. Leading zeros in a component, which the standard forbids but devices
/// send, are kept as they are. <c>default</c> is no UID and prints as the empty string.
/// </summary>
public readonly record struct Uid
{
    /// <summary>The longest UID in characters.</summary>
    public const int MaxLength = 64;

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

    public static bool TryParse([NotNullWhen(true)] string? text, out Uid uid)
    {
        var trimmed = text?.TrimEnd('\0', ' ');
        uid = IsValid(trimmed) ? new Uid(trimmed!, true) : default;
        return !uid.IsEmpty;
    }

    /// <summary>Reads the value of a UI element or PDU item; padding NULs and spaces at the end are no part of it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> bytes, out Uid uid)
    {
        uid = default;
        bytes = bytes.TrimEnd("\0 "u8);
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

    /// <summary>Digits and dots only, no empty component, 1 to 64 characters.</summary>
    public static bool IsValid(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty || text.Length > MaxLength)
            return false;
        var previousIsDot = true;
        foreach (var c in text)
        {
            if (c == '.' ? previousIsDot : !char.IsAsciiDigit(c))
                return false;
            previousIsDot = c == '.';
        }

        return !previousIsDot;
    }

    public override string ToString() => Value;

    private static string Shorten(string? text) => text is { Length: > 80 } ? text[..80] + "…" : text ?? string.Empty;
}
