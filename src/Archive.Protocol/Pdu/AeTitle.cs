using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Archive.Protocol.Pdu;

/// <summary>
/// The name of an application entity (PS3.8 9.3.2, PS3.5 VR AE): 1 to 16 characters of the default repertoire, no control
/// character and no backslash; spaces at both ends mean nothing and are trimmed. Compared exactly, letter case included.
/// <c>default</c> is no title: what a peer sent was none.
/// </summary>
public readonly record struct AeTitle
{
    /// <summary>The length of the field in the PDUs, in bytes, and the longest title.</summary>
    public const int MaxLength = 16;

    private readonly string? _value;

    /// <exception cref="FormatException">The text is no AE title.</exception>
    public AeTitle(string value)
    {
        if (!TryParse(value, out this))
            throw new FormatException($"'{value}' is not an AE title: 1 to 16 printable characters without backslash (PS3.5 6.2).");
    }

    private AeTitle(string value, bool _) => _value = value;

    public string Value => _value ?? string.Empty;

    public bool IsEmpty => _value is null;

    public static bool TryParse([NotNullWhen(true)] string? text, out AeTitle title)
    {
        var trimmed = text?.Trim(' ');
        title = trimmed is { Length: > 0 and <= MaxLength } && trimmed.All(IsAllowed) ? new AeTitle(trimmed, true) : default;
        return !title.IsEmpty;
    }

    /// <summary>Reads a 16-byte field. NULs at the end, which some devices send for spaces, are trimmed as well.</summary>
    internal static AeTitle ReadField(ReadOnlySpan<byte> field) =>
        TryParse(Encoding.Latin1.GetString(field.TrimEnd((byte)0)), out var title) ? title : default;

    /// <summary>Fills a 16-byte field, padded with spaces.</summary>
    internal void WriteField(Span<byte> field)
    {
        field.Fill((byte)' ');
        Encoding.Latin1.GetBytes(Value, field);
    }

    public override string ToString() => Value;

    private static bool IsAllowed(char c) => c is >= ' ' and <= '~' and not '\\';
}
