using System.CommandLine;
using Archive.LoadTests.Compare;
using Archive.LoadTests.Population;

return await CreateCommandLine().Parse(args).InvokeAsync();

static RootCommand CreateCommandLine() => new("Measures the archive. The scripts beside it install what they need and call it.")
{
    CreateCompare(),
    CreateGenerateIndex(),
};

static Command CreateCompare()
{
    var node = new Argument<string>("node") { Description = "The archive's executable." };
    var work = new Argument<string>("directory") { Description = "Where studies and data directories are made." };
    var rounds = new Argument<int>("rounds");
    var only = new Argument<string[]>("workload") { Description = "Parts of the names of workloads; none for all.", Arity = ArgumentArity.ZeroOrMore };
    var command = new Command("compare", "Storing beside Orthanc and storescp (compare-store.sh).") { node, work, rounds, only };
    command.SetAction((parsed, stop) => CompareCommand.RunAsync(
        parsed.GetRequiredValue(node), parsed.GetRequiredValue(work), parsed.GetRequiredValue(rounds), parsed.GetValue(only) ?? [], stop));
    return command;
}

static Command CreateGenerateIndex()
{
    var directory = new Option<string>("--directory") { Description = "The data directory; made when missing.", Required = true };
    var studies = new Option<int>("--studies") { Description = "How many.", DefaultValueFactory = _ => GenerateIndexCommand.DefaultStudies };
    var seed = new Option<int>("--seed") { Description = "Other numbers make other studies.", DefaultValueFactory = _ => GenerateIndexCommand.DefaultSeed };
    var command = new Command("generate-index", "Fills an archive's database with studies of an invented hospital, one object a series; there are no volumes behind it.")
    {
        directory, studies, seed,
    };
    command.SetAction((parsed, stop) =>
    {
        GenerateIndexCommand.Run(parsed.GetRequiredValue(directory), parsed.GetValue(studies), parsed.GetValue(seed), stop);
        return Task.FromResult(0);
    });
    return command;
}
