using System.CommandLine;

namespace Archive.LoadTests.Population;

/// <summary>Makes the data directories that find and store-growth are measured on.</summary>
internal static class GenerateIndexCommand
{
    public static Command Create()
    {
        var directory = new Option<string>("--directory") { Description = "The data directory; made when missing.", Required = true };
        var studies = new Option<int>("--studies") { Description = "How many.", DefaultValueFactory = _ => GeneratedIndex.DefaultStudies };
        var seed = new Option<int>("--seed") { Description = "Other numbers make other studies.", DefaultValueFactory = _ => GeneratedIndex.DefaultSeed };
        var objects = new Option<int>("--objects-per-series")
        {
            Description = "Objects in each series, which lie in volumes. 0 for an index of one object a series with no volumes behind it.",
            DefaultValueFactory = _ => 0,
        };
        var command = new Command("generate-index", "Fills an archive's data directory with the studies of an invented hospital.") { directory, studies, seed, objects };
        command.SetAction(async (parsed, stop) =>
        {
            await GeneratedIndex.CreateAsync(
                parsed.GetRequiredValue(directory), parsed.GetValue(studies), parsed.GetValue(seed), parsed.GetValue(objects), stop);
            return 0;
        });
        return command;
    }
}
