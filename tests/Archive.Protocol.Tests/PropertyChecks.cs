using Archive.Testing;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.FSharp.Core;

namespace Archive.Protocol.Tests;

internal static class PropertyChecks
{
    /// <summary>Tries a property with cases from <see cref="TestSeed"/>; the failure says which seed repeats it.</summary>
    public static void AssertHolds(this Property property, int cases = 100)
    {
        var howToRepeat = "";
        var seed = TestSeed.Choose(line => howToRepeat = line);
        var replay = FSharpOption<Replay>.Some(new Replay(new Rnd((ulong)seed), FSharpOption<int>.None));
        try
        {
            property.Check(Config.QuickThrowOnFailure.WithMaxTest(cases).WithReplay(replay));
        }
        catch (Exception falsified)
        {
            Assert.Fail($"{howToRepeat}\n{falsified.Message}");
        }
    }
}
