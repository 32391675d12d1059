using System.CommandLine;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Compare;

/// <summary>What a database server costs, and what nodes that share one do: storing on the embedded database, on PostgreSQL, and on three nodes.</summary>
internal static class CompareDatabasesCommand
{
    public static Command Create()
    {
        var node = CommonArguments.Node();
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(5);
        var command = new Command("compare-databases", "The archive on SQLite, on PostgreSQL, and three nodes (compare-databases.sh).") { node, work, rounds };
        command.SetAction(async (parsed, stop) =>
        {
            var executable = parsed.GetRequiredValue(node);
            Contender[] contenders =
            [
                ArchiveServer.At(executable, "SQLite"), ArchiveServer.OnPostgres(executable, "PostgreSQL", nodes: 1), ArchiveServer.OnPostgres(executable, "three nodes", nodes: 3),
            ];
            await Contender.PrintVersionsAsync(contenders);
            var machine = new MachineLoad();
            await StoreComparison.RunAsync(contenders, [Workload.Ct, Workload.Small], parsed.GetRequiredValue(work), parsed.GetValue(rounds), stop);
            machine.Print();
            return 0;
        });
        return command;
    }
}
