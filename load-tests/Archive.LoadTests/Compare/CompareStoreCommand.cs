using System.CommandLine;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Compare;

/// <summary>Storing beside Debian's Orthanc and DCMTK's storescp.</summary>
internal static class CompareStoreCommand
{
    public static Command Create()
    {
        var node = CommonArguments.Node();
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(5);
        var postgres = new Option<bool>("--postgresql") { Description = "Orthanc on PostgreSQL as well." };
        var only = new Option<string[]>("--only") { Description = "Part of the name of a workload; may be repeated.", DefaultValueFactory = _ => [""] };
        var command = new Command("compare-store", "Storing beside Orthanc and storescp (compare-store.sh).") { node, work, rounds, postgres, only };
        command.SetAction(async (parsed, stop) =>
        {
            Contender[] contenders =
            [
                ArchiveServer.At(parsed.GetRequiredValue(node)), OrthancServer.OnSqlite, OrthancServer.OnSqliteUnsynced,
                .. (Contender[])(parsed.GetValue(postgres) ? [OrthancServer.OnPostgres] : []), StoreScpServer.Contender,
            ];
            Workload[] workloads = [Workload.Ct, Workload.Small, Workload.CtWithNagle];
            var wanted = parsed.GetRequiredValue(only);
            await Contender.PrintVersionsAsync(contenders);
            var machine = new MachineLoad();
            await StoreComparison.RunAsync(
                contenders, [.. workloads.Where(workload => wanted.Any(part => workload.Name.Contains(part, StringComparison.OrdinalIgnoreCase)))],
                parsed.GetRequiredValue(work), parsed.GetValue(rounds), stop);
            machine.Print();
            return 0;
        });
        return command;
    }
}
