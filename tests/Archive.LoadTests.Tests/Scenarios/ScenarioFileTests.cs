using Archive.LoadTests.Scenarios;
using Archive.Testing;

namespace Archive.LoadTests.Tests.Scenarios;

public sealed class ScenarioFileTests
{
    private const string Loads = """ "loads": [{ "modality": "mr-slices", "does": "object", "closed": { "users": 4 } }] """;

    [Fact]
    public void A_short_scenario_has_defaults_for_the_rest()
    {
        var scenario = Parse($$"""{ "about": "x", {{Loads}} }""");

        Assert.Equal((TimeSpan.FromSeconds(30), 1), (scenario.Duration, scenario.Seed));
        Assert.Equal(4, Assert.Single(scenario.Loads).Closed!.Users);
    }

    [Theory]
    [InlineData("""{ "about": "x", "durations": "5 s", LOADS }""", "$.durations", "durations")]
    [InlineData("""{ "about": "x", "duration": "5 parsecs", LOADS }""", "$.duration", "\"1.5 s\"")]
    [InlineData("""{ "about": "x", "duration": 5, LOADS }""", "$.duration", "\"1.5 s\"")]
    [InlineData("""{ "about": "x", "duration": "0 s", LOADS }""", "$.duration", "at least \"1 s\"")]
    [InlineData("""{ "about": "x", "loads": [] }""", "$.loads", "1 to 64")]
    [InlineData("""{ LOADS }""", "$", "about")]
    [InlineData("""{ "about": "x", "loads": [{ "modality": "xray", "does": "object", "closed": { "users": 4 } }] }""", "$.loads[0].modality", "mr-slices")]
    [InlineData("""{ "about": "x", "loads": [{ "modality": "ct", "does": "dance", "closed": { "users": 4 } }] }""", "$.loads[0].does", "examination, object")]
    [InlineData("""{ "about": "x", "loads": [{ "modality": "ct", "does": "object" }] }""", "$.loads[0]", "either open or closed")]
    [InlineData("""{ "about": "x", "loads": [{ "modality": "ct", "does": "object", "open": { "rate": "-4 per s" } }] }""", "$.loads[0].open.rate", "above 0")]
    [InlineData("""{ "about": "x", "loads": [{ "modality": "ct", "does": "object", "closed": { "users": 0 } }] }""", "$.loads[0].closed.users", "1 to 4096")]
    [InlineData("""{ "about": "x", "loads": [{ "modality": "ct", "does": "query", "closed": { "users": 1 } }] }""", "$.loads[0].does", "contexts")]
    [InlineData("""{ "about": "x", LOADS, "thresholds": [{ "operation": "Store" }] }""", "$.thresholds[0]", "exactly one")]
    public void What_cannot_be_run_is_said_with_its_place_and_what_is_allowed(string json, string path, string allowed)
    {
        var problem = Assert.Throws<ScenarioException>(() => Parse(json.Replace("LOADS", Loads, StringComparison.Ordinal)));

        Assert.Contains(path, problem.Message, StringComparison.Ordinal);
        Assert.Contains(allowed, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Every_ready_scenario_can_be_run()
    {
        Assert.Equal(
            ["associations-512", "broken-senders", "cluster-faults", "few-huge", "many-small", "migration", "mixed-day", "morning-peak", "query-storm"],
            ScenarioFile.ReadyNames);
        Assert.All(ScenarioFile.ReadyNames, name => Assert.NotEmpty(ScenarioFile.Load(name).About));
    }

    [Fact]
    public void A_name_that_is_no_scenario_is_answered_with_those_that_are()
    {
        var problem = Assert.Throws<ScenarioException>(() => ScenarioFile.Load("noon-peak"));

        Assert.Contains("morning-peak", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_report_has_the_scenario_as_it_can_be_run_again()
    {
        var scenario = ScenarioFile.Load("mixed-day");

        var copy = Parse(StrictJson.ToElement(scenario).GetRawText());

        Assert.Equal(StrictJson.ToElement(scenario).GetRawText(), StrictJson.ToElement(copy).GetRawText());
        Assert.Equal(scenario.Loads[0].Open!.Bursts, copy.Loads[0].Open!.Bursts);
    }

    [Fact]
    public void The_manual_shows_a_scenario_that_can_be_run_and_names_every_ready_one()
    {
        var manual = File.ReadAllText(Path.Combine(SharedFiles.RepositoryRoot, "docs", "load-testing.md"));
        var begin = manual.IndexOf("```json", StringComparison.Ordinal) + "```json".Length;

        Assert.NotEmpty(Parse(manual[begin..manual.IndexOf("```", begin, StringComparison.Ordinal)]).Thresholds);
        Assert.All(ScenarioFile.ReadyNames, name => Assert.Contains($"| `{name}` |", manual, StringComparison.Ordinal));
    }

    private static Scenario Parse(string json) => ScenarioFile.Parse("test", json);
}
