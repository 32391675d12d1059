using Archive.Actors.Workflow.Worklist;
using Archive.Node.Options;
using Archive.Testing;

namespace Archive.Node.Tests.Options;

public sealed class ConfiguredWorklistTests
{
    [Fact]
    public void Without_options_a_step_leaves_the_list_when_it_is_completed_or_discontinued_and_after_two_weeks()
    {
        var settings = ConfiguredWorklist.Create(new WorklistOptions());

        Assert.Equal([ScheduledStepStatus.Completed, ScheduledStepStatus.Discontinued], settings.LeavesWhen);
        Assert.Equal(14, settings.OpenDays);
        Assert.Null(settings.Folder);
    }

    [Fact]
    public void A_station_shares_the_lists_of_others()
    {
        var settings = ConfiguredWorklist.Create(new WorklistOptions { Aliases = [new WorklistAliasOptions { Station = "CT2", Titles = ["CT1", "CT3"] }] });

        Assert.Equal(["CT1", "CT3"], settings.Aliases["CT2"]);
    }

    [Fact]
    [Requirement("MX1-35")]
    public void Modalities_that_tell_nothing_are_completed_by_objects_where_that_is_configured() =>
        Assert.Equal(["US"], ConfiguredWorklist.Create(new WorklistOptions { CompletedByObjects = ["US"] }).CompletedByObjects);

    [Fact]
    public void It_is_looked_for_their_objects_each_half_minute_or_as_often_as_is_configured()
    {
        Assert.Equal(TimeSpan.FromSeconds(30), ConfiguredWorklist.Create(new WorklistOptions()).Interval);
        Assert.Equal(TimeSpan.FromSeconds(5), ConfiguredWorklist.Create(new WorklistOptions { LookSeconds = 5 }).Interval);
    }

    [Fact]
    public void What_cannot_be_is_refused_by_the_name_of_the_option()
    {
        Refuses("Archive:Worklist:LeavesWhen", new WorklistOptions { LeavesWhen = [ScheduledStepStatus.Arrived] });
        Refuses("Archive:Worklist:Aliases:0:Titles", new WorklistOptions { Aliases = [new WorklistAliasOptions { Station = "CT2" }] });
        Refuses("Archive:Worklist:Aliases:1:Station", new WorklistOptions
        {
            Aliases = [new WorklistAliasOptions { Station = "CT2", Titles = ["CT1"] }, new WorklistAliasOptions { Station = "CT2", Titles = ["CT3"] }],
        });
        Refuses("Archive:Worklist:Folder", new WorklistOptions { Folder = "/there/is/none" });
    }

    private static void Refuses(string option, WorklistOptions options) =>
        Assert.Contains(option, Assert.Throws<StartException>(() => ConfiguredWorklist.Create(options)).Message, StringComparison.Ordinal);
}
