using System.Buffers;

namespace Archive.Protocol.Data;

/// <summary>
/// What PS3.5 6.2 (table 6.2-1) says about values: their length and, where it is plain, their characters and form. Text in other
/// characters than ASCII is not judged: its length is in characters, which bytes do not tell.
/// </summary>
public static class ValueRules
{
    private const int MaxNameGroup = 64;
    private const byte Escape = 0x1B; // begins another character set (PS3.5 6.1.2.5)

    private static readonly SearchValues<byte> CodeCharacters = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789 _"u8);
    private static readonly SearchValues<byte> DecimalCharacters = SearchValues.Create("0123456789+-eE."u8);
    private static readonly SearchValues<byte> IntegerCharacters = SearchValues.Create("0123456789+-"u8);
    private static readonly SearchValues<byte> Digits = SearchValues.Create("0123456789"u8);

    /// <summary>The rule that the element breaks; null when it breaks none that is known here. Values in items are not looked at.</summary>
    public static DeviationKind? FindBroken(Element element)
    {
        var value = element.Value.Span;
        if (!element.Vr.IsText())
            return value.Length % element.Vr.ByteOrderUnit() == 0 ? null : DeviationKind.InvalidValue;
        if (element.Vr.UsesSpecificCharacterSet() && (value.Contains(Escape) || value.ContainsAnyInRange((byte)0x80, (byte)0xFF)))
            return null;
        if (element.Vr.IsSingleText())
            return FindBroken(element.Vr, value);
        foreach (var range in value.Split((byte)'\\'))
        {
            if (FindBroken(element.Vr, value[range]) is { } broken)
                return broken;
        }

        return null;
    }

    private static DeviationKind? FindBroken(Vr vr, ReadOnlySpan<byte> value)
    {
        value = value.TrimEnd("\0 "u8);
        if (!vr.IsSingleText())
            value = value.TrimStart((byte)' ');
        if (value.IsEmpty)
            return null;
        if (LengthOf(vr, value) > MaxLength(vr))
            return DeviationKind.ValueTooLong;
        return HasForm(vr, value) ? null : DeviationKind.InvalidValue;
    }

    private static int LengthOf(Vr vr, ReadOnlySpan<byte> value)
    {
        if (vr != Vr.PN)
            return value.Length;
        var longest = 0;
        foreach (var group in value.Split((byte)'='))
            longest = Math.Max(longest, value[group].Length);
        return longest;
    }

    private static int MaxLength(Vr vr) => vr switch
    {
        Vr.AS => 4,
        Vr.IS => 12,
        Vr.AE or Vr.CS or Vr.DS or Vr.SH => 16,
        Vr.DT => 26,
        Vr.LO or Vr.UI => 64,
        Vr.PN => MaxNameGroup,
        Vr.ST => 1024,
        Vr.LT => 10240,
        _ => int.MaxValue,
    };

    private static bool HasForm(Vr vr, ReadOnlySpan<byte> value) => vr switch
    {
        Vr.AS => value.Length == 4 && AreDigits(value[..3]) && value[3] is (byte)'D' or (byte)'W' or (byte)'M' or (byte)'Y',
        Vr.CS => !value.ContainsAnyExcept(CodeCharacters),
        Vr.DA => value.Length == 8 && IsMoment(value),
        Vr.DT => IsDateTime(value),
        Vr.TM => IsTime(value),
        Vr.DS => !value.ContainsAnyExcept(DecimalCharacters) && value.ContainsAny(Digits),
        Vr.IS => !value.ContainsAnyExcept(IntegerCharacters) && value.ContainsAny(Digits),
        Vr.UI => Uid.IsConformantText(value),
        _ => true,
    };

    private static bool IsDateTime(ReadOnlySpan<byte> value)
    {
        var zone = value.IndexOfAny((byte)'+', (byte)'-');
        if (zone >= 0 && !(value.Length - zone == 5 && AreDigits(value[(zone + 1)..])))
            return false;
        value = WithoutFraction(zone < 0 ? value : value[..zone], 14, out var isWhole);
        return isWhole && value.Length >= 4 && IsMoment(value);
    }

    private static bool IsTime(ReadOnlySpan<byte> value)
    {
        value = WithoutFraction(value, 6, out var isWhole);
        return isWhole && IsClock(value);
    }

    /// <summary>A fraction of one to six digits may stand behind the seconds.</summary>
    private static ReadOnlySpan<byte> WithoutFraction(ReadOnlySpan<byte> value, int wholeLength, out bool isWhole)
    {
        var point = value.IndexOf((byte)'.');
        isWhole = point < 0 || (point == wholeLength && value.Length - point is > 1 and <= 7 && AreDigits(value[(point + 1)..]));
        return point < 0 ? value : value[..point];
    }

    /// <summary>YYYYMMDDHHMMSS, or the beginning of it in whole components.</summary>
    private static bool IsMoment(ReadOnlySpan<byte> value) => AreDigits(value) && value.Length % 2 == 0
        && IsWithin(value, 4, 1, 12) && IsWithin(value, 6, 1, 31) && (value.Length <= 8 || IsClock(value[8..]));

    private static bool IsClock(ReadOnlySpan<byte> value) => value.Length is 2 or 4 or 6 && AreDigits(value)
        && IsWithin(value, 0, 0, 23) && IsWithin(value, 2, 0, 59) && IsWithin(value, 4, 0, 60);

    private static bool IsWithin(ReadOnlySpan<byte> value, int offset, int least, int most) =>
        value.Length < offset + 2 || (((value[offset] - '0') * 10) + value[offset + 1] - '0' is var number && number >= least && number <= most);

    private static bool AreDigits(ReadOnlySpan<byte> value) => !value.ContainsAnyExcept(Digits);
}
