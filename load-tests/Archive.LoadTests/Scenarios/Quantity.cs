using System.Globalization;

namespace Archive.LoadTests.Scenarios;

/// <summary>A number and its unit, as people write them.</summary>
internal static class Quantity
{
    private const NumberStyles Number = NumberStyles.AllowDecimalPoint | NumberStyles.AllowTrailingWhite;

    /// <param name="units">One that ends another comes after it.</param>
    public static bool TryParse(string? text, ReadOnlySpan<string> units, out double number, out string unit)
    {
        foreach (var candidate in units)
        {
            if (text?.EndsWith(candidate, StringComparison.Ordinal) == true
                && double.TryParse(text.AsSpan(0, text.Length - candidate.Length), Number, CultureInfo.InvariantCulture, out number))
            {
                unit = candidate;
                return true;
            }
        }

        (number, unit) = (0, "");
        return false;
    }
}
