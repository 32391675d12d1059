using System.Globalization;

namespace Archive.Testing;

/// <summary>Where a test gets its chance from: another number each time, or the one that <c>ARCHIVE_TEST_SEED</c> gives.</summary>
public static class TestSeed
{
    private const string Variable = "ARCHIVE_TEST_SEED";

    /// <param name="print">Gets the line that says how to repeat the run.</param>
    public static int Choose(Action<string> print)
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable(Variable), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        print($"{Variable}={seed}");
        return seed;
    }
}
