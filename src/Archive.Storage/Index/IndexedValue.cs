using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using Archive.Protocol.Data;

namespace Archive.Storage.Index;

/// <summary>
/// Brings values into the one form in which the index compares them; stored values and matching keys pass through the same
/// functions. What cannot be read as what its VR says is no error of the object (P8): it only matches less.
/// </summary>
internal static class IndexedValue
{
    private static readonly string[] DateFormats = ["yyyyMMdd", "yyyy.MM.dd", "yyyy-MM-dd", "yyyy/MM/dd", "MM/dd/yyyy", "M/d/yyyy"];

    /// <summary>A value in the form in which it is compared, as the VR of its tag asks for. Empty when it cannot be read.</summary>
    public static string Of(Tag tag, string value) => ElementDictionary.GetVr(tag) switch
    {
        Vr.DA => Date(value),
        Vr.TM => Time(value),
        Vr.IS => Integer(value),
        Vr.DS or Vr.FD or Vr.FL => Number(value),
        _ => Text(value),
    };

    /// <summary>A date as YYYYMMDD: DA (PS3.5 6.2), its ACR-NEMA form with dots, and what devices send with slashes or dashes. Empty when it is no date.</summary>
    public static string Date(string? value) => IsPlainDate(value) ? value :
        DateOnly.TryParseExact(value?.Trim(), DateFormats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? date.ToString("yyyyMMdd", CultureInfo.InvariantCulture)
            : string.Empty;

    /// <summary>
    /// The first instant that a time can mean, as HHMMSSFFFFFF: TM with any part from the right left out (PS3.5 6.2), with
    /// colons, or with hundredths after a third colon. Empty when it is no time.
    /// </summary>
    public static string Time(string? value) => ReadTime(value) is { } digits ? digits.PadRight(12, '0') : string.Empty;

    /// <summary>The last instant that a time can mean: <c>10</c> is all of the hour.</summary>
    public static string TimeEnd(string? value) => ReadTime(value) is { } digits
        ? digits + "5960999999"[(digits.Length - 2)..] // a minute may have a leap second
        : string.Empty;

    /// <summary>An integer string without sign and zeros that mean nothing; text that is no integer as it is.</summary>
    public static string Integer(string? value)
    {
        var text = Text(value);
        if (text.Length is > 0 and < 10 && text[0] is > '0' and <= '9' && AreDigits(text))
            return text; // as nearly all are
        return Int128.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : text;
    }

    /// <summary>A number by its value, so that <c>1.50</c> is <c>1.5</c>; text that is no number as it is.</summary>
    public static string Number(string? value)
    {
        var text = Text(value);
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? number.ToString("R", CultureInfo.InvariantCulture)
            : text;
    }

    /// <summary>Text without the padding around it; nothing is the same as an empty value.</summary>
    public static string Text(string? value) => value?.Trim(' ', '\0') ?? string.Empty;

    /// <summary>The digits of a time, an even number from 2 to 12 or one more where a fraction ends; null when it is no time.</summary>
    private static string? ReadTime(string? value)
    {
        if (value is { Length: 6 } && AreDigits(value)) // as most are
            return IsClock(value) ? value : null;
        var parts = Text(value).Split(':');
        if (parts.Length == 4)
            parts = [parts[0], parts[1], $"{parts[2]}.{parts[3]}"];
        var (whole, fraction) = string.Concat(parts).Split('.') switch
        {
            [var first] => (first, string.Empty),
            [var first, var second] => (first, second),
            _ => (string.Empty, string.Empty),
        };
        var digits = whole + fraction;
        if (whole.Length is not (2 or 4 or 6) || (fraction.Length > 0 && whole.Length != 6) || fraction.Length > 6 || !AreDigits(digits))
            return null;
        return IsClock(whole) ? digits : null;
    }

    private static bool IsClock(string digits) => IsBelow(digits, 0, 24) && IsBelow(digits, 2, 60) && IsBelow(digits, 4, 61); // 60 is a leap second

    /// <summary>A date in the form in which nearly all come, of a day that every month has.</summary>
    private static bool IsPlainDate([NotNullWhen(true)] string? value) =>
        value is { Length: 8 } && AreDigits(value) && !value.StartsWith("0000", StringComparison.Ordinal)
        && value.AsSpan(4, 2) is var month && int.Parse(month, CultureInfo.InvariantCulture) is >= 1 and <= 12
        && int.Parse(value.AsSpan(6), CultureInfo.InvariantCulture) is >= 1 and <= 28;

    private static bool AreDigits(string text) => !text.AsSpan().ContainsAnyExceptInRange('0', '9');

    private static bool IsBelow(string digits, int start, int limit) =>
        start >= digits.Length || int.Parse(digits.AsSpan(start, 2), CultureInfo.InvariantCulture) < limit;
}
