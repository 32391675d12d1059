using System.CommandLine;
using Archive.LoadTests.Load;
using Archive.LoadTests.Scenarios;

namespace Archive.LoadTests.Tests.Load;

public sealed class RunOptionsTests
{
    [Theory]
    [InlineData("--knee --verify", "--knee and --verify")]
    [InlineData("--scale 0", "--scale")]
    [InlineData("--duration 3", "--duration")]
    public void Arguments_that_cannot_be_followed_are_refused_by_name(string arguments, string named)
    {
        var refused = Assert.Throws<ScenarioException>(() => Read(arguments));

        Assert.StartsWith(named, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_take_the_place_of_what_the_scenario_says()
    {
        var scenario = Read("--duration 3s --warm-up 500ms --seed 7");

        Assert.Equal((TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(0.5), 7L), (scenario.Duration, scenario.WarmUp, scenario.Seed));
    }

    private static Scenario Read(string arguments)
    {
        var options = new RunOptions();
        return options.Read(options.AddTo(new Command("run")).Parse($"many-small --target A@127.0.0.1:11112 {arguments}"));
    }
}
