using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Archive.Protocol.Data;

/// <summary>A data element tag: group and element number (PS3.5 7.1.1). Ordered as elements are in a data set.</summary>
public readonly record struct Tag(ushort Group, ushort Element) : IComparable<Tag>
{
    /// <summary>(FFFE,E000), starts an item of a sequence or a fragment of encapsulated pixel data (PS3.5 7.5).</summary>
    public static readonly Tag Item = new(0xFFFE, 0xE000);

    /// <summary>(FFFE,E00D), ends an item of undefined length (PS3.5 7.5).</summary>
    public static readonly Tag ItemDelimitation = new(0xFFFE, 0xE00D);

    /// <summary>(FFFE,E0DD), ends a sequence of undefined length (PS3.5 7.5).</summary>
    public static readonly Tag SequenceDelimitation = new(0xFFFE, 0xE0DD);

    /// <summary>Makes a tag of its 32-bit form, group in the high half: <c>0x00100020</c> is (0010,0020).</summary>
    public Tag(uint value)
        : this((ushort)(value >> 16), (ushort)value)
    {
    }

    /// <summary>The 32-bit form, group in the high half.</summary>
    public uint Value => ((uint)Group << 16) | Element;

    /// <summary>True for an odd group (PS3.5 7.8).</summary>
    public bool IsPrivate => (Group & 1) != 0;

    /// <summary>True for (gggg,0000).</summary>
    public bool IsGroupLength => Element == 0;

    /// <summary>True for (gggg,0010-00FF) with an odd group: reserves a block of private elements (PS3.5 7.8.1).</summary>
    public bool IsPrivateCreator => IsPrivate && Element is >= 0x0010 and <= 0x00FF;

    public static bool operator <(Tag left, Tag right) => left.Value < right.Value;

    public static bool operator >(Tag left, Tag right) => left.Value > right.Value;

    public static bool operator <=(Tag left, Tag right) => left.Value <= right.Value;

    public static bool operator >=(Tag left, Tag right) => left.Value >= right.Value;

    /// <summary>Reads <c>(gggg,eeee)</c>, <c>gggg,eeee</c> or <c>ggggeeee</c>, hexadecimal in either case.</summary>
    public static bool TryParse([NotNullWhen(true)] string? text, out Tag tag)
    {
        tag = default;
        var span = text.AsSpan().Trim();
        if (span is ['(', .., ')'])
            span = span[1..^1];
        Span<char> digits = stackalloc char[8];
        if (span.Length == 9 && span[4] == ',')
        {
            span[..4].CopyTo(digits);
            span[5..].CopyTo(digits[4..]);
        }
        else if (span.Length == 8)
        {
            span.CopyTo(digits);
        }
        else
        {
            return false;
        }

        if (!uint.TryParse(digits, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value))
            return false;
        tag = new Tag(value);
        return true;
    }

    public int CompareTo(Tag other) => Value.CompareTo(other.Value);

    /// <summary>As the standard writes it: <c>(0010,0020)</c>.</summary>
    public override string ToString() => $"({Group:X4},{Element:X4})";
}
