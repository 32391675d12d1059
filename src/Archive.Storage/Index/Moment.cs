using System.Globalization;

namespace Archive.Storage.Index;

/// <summary>A value of VR DT (PS3.5 6.2), or one end of a range of them.</summary>
/// <param name="Local">What the clock showed.</param>
/// <param name="Offset">How far that clock was ahead of UTC; null where nobody says.</param>
internal readonly record struct Moment(DateTime Local, TimeSpan? Offset)
{
    private static readonly string[] Formats = ["yyyyMMddHHmmss", "yyyyMMddHHmm", "yyyyMMddHH", "yyyyMMdd", "yyyyMM", "yyyy"];

    /// <summary>Reads a value: the first and the last instant that it can mean, as components from the right may be missing. False when it is no date-time.</summary>
    public static bool TryRead(string value, out Moment first, out Moment last)
    {
        (first, last) = (default, default);
        var text = value.AsSpan().Trim(" \0");
        TimeSpan? offset = null;
        if (text.Length > 5 && text[^5] is '+' or '-')
        {
            if (!TryReadOffset(text[^5..], out var given))
                return false;
            offset = given;
            text = text[..^5];
        }

        var point = text.IndexOf('.');
        var whole = point < 0 ? text : text[..point];
        if (!DateTime.TryParseExact(whole, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            || !TryReadFraction(point < 0 ? [] : text[(point + 1)..], whole.Length, out var fraction, out var precision))
        {
            return false;
        }

        start += fraction;
        first = new Moment(start, offset);
        last = new Moment(EndOf(start, whole.Length, precision), offset);
        return true;
    }

    /// <summary>Reads <c>+0200</c>, the form of Timezone Offset From UTC (0008,0201).</summary>
    public static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        text = text.Trim(" \0");
        if (text is not (['+' or '-', _, _, _, _]) || text[1..].ContainsAnyExceptInRange('0', '9'))
            return false;
        var (hours, minutes) = (int.Parse(text[1..3], CultureInfo.InvariantCulture), int.Parse(text[3..], CultureInfo.InvariantCulture));
        offset = new TimeSpan(hours, minutes, 0);
        if (text[0] == '-')
            offset = -offset;
        return hours <= 14 && minutes < 60;
    }

    /// <summary>By instants where both say at which offset they are, else by what the clocks showed.</summary>
    public static int Compare(Moment left, Moment right) => left.Offset is { } leftOffset && right.Offset is { } rightOffset
        ? (left.Local.Ticks - leftOffset.Ticks).CompareTo(right.Local.Ticks - rightOffset.Ticks)
        : left.Local.CompareTo(right.Local);

    private static bool TryReadFraction(ReadOnlySpan<char> digits, int wholeLength, out TimeSpan fraction, out long precision)
    {
        (fraction, precision) = (TimeSpan.Zero, TimeSpan.TicksPerSecond);
        if (digits.IsEmpty)
            return true;
        if (wholeLength != 14 || digits.Length > 6 || digits.ContainsAnyExceptInRange('0', '9'))
            return false;
        foreach (var digit in digits)
        {
            precision /= 10;
            fraction += new TimeSpan((digit - '0') * precision);
        }

        return true;
    }

    private static DateTime EndOf(DateTime start, int wholeLength, long precision)
    {
        if (start.Year == 9999)
            return DateTime.MaxValue; // also the end of what can be counted
        return (wholeLength switch
        {
            4 => start.AddYears(1),
            6 => start.AddMonths(1),
            8 => start.AddDays(1),
            10 => start.AddHours(1),
            12 => start.AddMinutes(1),
            _ => start.AddTicks(precision),
        }).AddTicks(-1);
    }
}
