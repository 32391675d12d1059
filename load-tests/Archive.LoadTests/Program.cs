using System.CommandLine;
using Archive.LoadTests.Compare;
using Archive.LoadTests.Find;
using Archive.LoadTests.Load;
using Archive.LoadTests.Population;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Retrieve;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Storing;
using Archive.LoadTests.Storms;
using Archive.LoadTests.Worklists;

return await new RootCommand("Loads archives and measures them. The scripts beside it install what they need and call it.")
{
    RunCommand.Create(),
    CompareCommand.Create(),
    ScenariosCommand.Create(),
    GenerateIndexCommand.Create(),
    CompareStoreCommand.Create(),
    CompareSettingsCommand.Create(),
    CompareVersionsCommand.Create(),
    CompareDatabasesCommand.Create(),
    JournalCommand.Create(),
    StoreGrowthCommand.Create(),
    FindCommand.Create(),
    CompareFindCommand.Create(),
    RetrieveCommand.Create(),
    StormCommand.Create(),
    WorklistCommand.Create(),
}.Parse(args).InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = TimeSpan.FromMinutes(1) }); // for a report after Ctrl-C
