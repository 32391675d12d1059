using FsCheck.Fluent;

namespace Archive.Protocol.Tests;

public sealed class PropertyChecksTests
{
    [Fact]
    public void A_falsified_property_says_which_seed_repeats_it() => Assert.StartsWith(
        "ARCHIVE_TEST_SEED=", Record.Exception(() => Prop.ForAll<int>(number => number is > -5 and < 5).AssertHolds())?.Message, StringComparison.Ordinal);
}
