using System.Globalization;

namespace Archive.Actors.Workflow.Hl7;

/// <summary>Reads time stamps: <c>YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]</c> (HL7 v2 2.A.22).</summary>
internal static class Hl7Times
{
    /// <summary>
    /// The day, and the time of day where there is one. Without an offset both are as they stand, for modality and order system have the same
    /// clock; with one they are brought to the time zone.
    /// </summary>
    /// <param name="time">As <c>HHMMSS</c>; empty where none is given.</param>
    /// <returns>False when it is no time stamp, or only a year or a month.</returns>
    public static bool TryRead(string text, TimeZoneInfo zone, out string date, out string time)
    {
        (date, time) = ("", "");
        text = text.Trim();
        var sign = text.IndexOfAny(['+', '-']);
        var digits = (sign < 0 ? text : text[..sign]).Split('.') is [var whole, ..] ? whole : "";
        if (digits.Length is not (8 or 10 or 12 or 14) || !digits.All(char.IsAsciiDigit)
            || string.CompareOrdinal(digits, "1000") < 0 || !DateTime.TryParseExact(digits.PadRight(14, '0'), "yyyyMMddHHmmss", CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            return false;
        if (sign >= 0 && digits.Length > 8)
        {
            if (!TryReadOffset(text.AsSpan(sign), out var offset))
                return false;
            at = TimeZoneInfo.ConvertTime(new DateTimeOffset(at, offset), zone).DateTime;
        }

        date = at.ToString("yyyyMMdd", CultureInfo.InvariantCulture);
        time = digits.Length > 8 ? at.ToString("HHmmss", CultureInfo.InvariantCulture) : "";
        return true;
    }

    private static bool TryReadOffset(ReadOnlySpan<char> text, out TimeSpan offset)
    {
        offset = default;
        if (text.Length != 5 || !int.TryParse(text[1..3], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
            || !int.TryParse(text[3..], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) || hours > 14 || minutes > 59)
            return false;
        offset = new TimeSpan(hours, minutes, 0) * (text[0] == '-' ? -1 : 1);
        return offset.Duration() <= TimeSpan.FromHours(14);
    }
}
