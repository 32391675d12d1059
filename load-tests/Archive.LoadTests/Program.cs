using System.CommandLine;
using Archive.LoadTests.Compare;
using Archive.LoadTests.Find;
using Archive.LoadTests.Population;
using Archive.LoadTests.Retrieve;
using Archive.LoadTests.Storing;

return await CreateCommandLine().Parse(args).InvokeAsync();

static RootCommand CreateCommandLine() => new("Measures the archive. The scripts beside it install what they need and call it.")
{
    CreateCompare(),
    CreateGenerateIndex(),
    CreateFind(),
    CreateCompareFind(),
    CreateStoreGrowth(),
    CreateRetrieve(),
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
    var studies = new Option<int>("--studies") { Description = "How many.", DefaultValueFactory = _ => GeneratedIndex.DefaultStudies };
    var seed = new Option<int>("--seed") { Description = "Other numbers make other studies.", DefaultValueFactory = _ => GeneratedIndex.DefaultSeed };
    var command = new Command("generate-index", "Fills an archive's database with studies of an invented hospital, one object a series; there are no volumes behind it.")
    {
        directory, studies, seed,
    };
    command.SetAction((parsed, stop) =>
    {
        GeneratedIndex.Create(parsed.GetRequiredValue(directory), parsed.GetValue(studies), parsed.GetValue(seed), stop);
        return Task.FromResult(0);
    });
    return command;
}

static Command CreateFind()
{
    var node = new Argument<string>("node") { Description = "The archive's executable." };
    var index = new Argument<string>("index") { Description = "Directory that generate-index made." };
    var work = new Argument<string>("directory") { Description = "Where the node's data directory is made." };
    var seconds = new Option<int>("--seconds") { Description = "For each kind of query.", DefaultValueFactory = _ => 5 };
    var rate = new Option<int>("--store") { Description = "Objects a second that are stored in the second half.", DefaultValueFactory = _ => 200 };
    var json = new Option<string?>("--json") { Description = "File for the results." };
    var command = new Command("find", "Queries on a generated index, idle and while objects are stored (find.sh).") { node, index, work, seconds, rate, json };
    command.SetAction((parsed, stop) => FindCommand.RunAsync(
        parsed.GetRequiredValue(node), parsed.GetRequiredValue(index), parsed.GetRequiredValue(work),
        parsed.GetValue(seconds), parsed.GetValue(rate), parsed.GetValue(json), stop));
    return command;
}

static Command CreateCompareFind()
{
    var node = new Argument<string>("node") { Description = "The archive's executable." };
    var index = new Argument<string>("index") { Description = "Directory that generate-index made." };
    var orthanc = new Argument<string>("orthanc") { Description = "Orthanc's directory; filled with the same studies unless it was." };
    var work = new Argument<string>("directory") { Description = "Where the node's data directory is made." };
    var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 3 };
    var seconds = new Option<int>("--seconds") { Description = "For each kind of query and round.", DefaultValueFactory = _ => 3 };
    var command = new Command("compare-find", "Queries beside Orthanc (compare-find.sh).") { node, index, orthanc, work, rounds, seconds };
    command.SetAction((parsed, stop) => CompareFindCommand.RunAsync(
        parsed.GetRequiredValue(node), parsed.GetRequiredValue(index), parsed.GetRequiredValue(orthanc), parsed.GetRequiredValue(work),
        parsed.GetValue(rounds), parsed.GetValue(seconds), stop));
    return command;
}

static Command CreateStoreGrowth()
{
    var node = new Argument<string>("node") { Description = "The archive's executable." };
    var work = new Argument<string>("directory") { Description = "Where the nodes' data directories are made." };
    var indexes = new Argument<string[]>("index") { Description = "Directories that generate-index made; the first is what the others are held against.", Arity = ArgumentArity.OneOrMore };
    var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5 };
    var seconds = new Option<int>("--seconds") { Description = "For each run.", DefaultValueFactory = _ => 15 };
    var rate = new Option<int>("--store") { Description = "Objects a second.", DefaultValueFactory = _ => 200 };
    var command = new Command("store-growth", "Storing into a small and a large index by turns (store-growth.sh).") { node, work, indexes, rounds, seconds, rate };
    command.SetAction((parsed, stop) => StoreGrowthCommand.RunAsync(
        parsed.GetRequiredValue(node), parsed.GetRequiredValue(indexes), parsed.GetRequiredValue(work),
        parsed.GetValue(rounds), parsed.GetValue(seconds), parsed.GetValue(rate), stop));
    return command;
}

static Command CreateRetrieve()
{
    var node = new Argument<string>("node") { Description = "The archive's executable." };
    var work = new Argument<string>("directory") { Description = "Where the study and the data directories are made." };
    var rounds = new Option<int>("--rounds") { DefaultValueFactory = _ => 5 };
    var command = new Command("retrieve", "C-MOVE and C-GET beside storescu and Orthanc (retrieve.sh).") { node, work, rounds };
    command.SetAction((parsed, stop) => RetrieveCommand.RunAsync(parsed.GetRequiredValue(node), parsed.GetRequiredValue(work), parsed.GetValue(rounds), stop));
    return command;
}
