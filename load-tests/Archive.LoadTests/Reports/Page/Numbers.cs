using System.Globalization;

namespace Archive.LoadTests.Reports.Page;

/// <summary>Numbers as people read them: three digits that matter.</summary>
internal static class Numbers
{
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "–";
        if (value is > 0 and < 0.001)
            return "< 0.001";
        var format = Math.Abs(value) switch { 0 => "0", >= 100 => "#,0", >= 10 => "0.0", >= 1 => "0.00", _ => "0.000" };
        return value.ToString(format, CultureInfo.InvariantCulture);
    }

    /// <summary>For axes: no more digits than are needed.</summary>
    public static string Tick(double value) => value.ToString(Math.Abs(value) >= 1000 ? "#,0" : "0.######", CultureInfo.InvariantCulture);

    public static string Count(long value) => value.ToString("#,0", CultureInfo.InvariantCulture);

    public static string Percent(double share) => Of(share * 100) + " %";

    public static string Bytes(double bytes) => bytes switch
    {
        >= 1e9 => Of(bytes / 1e9) + " GB",
        >= 1e6 => Of(bytes / 1e6) + " MB",
        >= 1e3 => Of(bytes / 1e3) + " KB",
        _ => Of(bytes) + " B",
    };
}
