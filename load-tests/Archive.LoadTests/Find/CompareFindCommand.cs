using System.CommandLine;
using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Population;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Find;

/// <summary>Queries beside Debian's Orthanc on both of its indexes. Asks for nothing that Orthanc's index does not hold.</summary>
internal static class CompareFindCommand
{
    public static Command Create()
    {
        var node = CommonArguments.Node();
        var index = new Argument<string>("index") { Description = "Directory that generate-index made." };
        var sqlite = new Argument<string>("orthanc-sqlite") { Description = "Orthanc's directory; filled with the same studies unless it was." };
        var postgres = new Argument<string>("orthanc-postgresql") { Description = "Likewise, with its PostgreSQL cluster." };
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(3);
        var queries = new Option<int>("--queries") { Description = "Of each kind in each round.", DefaultValueFactory = _ => 6 };
        var command = new Command("compare-find", "Queries beside Orthanc (compare-find.sh).") { node, index, sqlite, postgres, work, rounds, queries };
        command.SetAction(async (parsed, stop) =>
        {
            var hospital = GeneratedIndex.Open(parsed.GetRequiredValue(index));
            var (sqliteDirectory, postgresDirectory) = (parsed.GetRequiredValue(sqlite), parsed.GetRequiredValue(postgres));
            await StudiesOverDicom.CreateAsync(sqliteDirectory, hospital, OrthancServer.OnSqliteUnsynced, stop);
            await StudiesOverDicom.CreateAsync(postgresDirectory, hospital, OrthancServer.OnPostgresUnsynced, stop);
            var data = await GeneratedIndex.CopyAsync(parsed.GetRequiredValue(index), Path.Combine(parsed.GetRequiredValue(work), "find-data"));

            var archive = ArchiveServer.At(parsed.GetRequiredValue(node));
            Contender[] contenders = [archive, OrthancServer.OnSqlite, OrthancServer.OnPostgres];
            await Contender.PrintVersionsAsync(contenders);
            var machine = new MachineLoad();
            await using (var ours = await archive.StartAsync(data))
            await using (var onSqlite = await OrthancServer.OnSqlite.StartAsync(sqliteDirectory))
            await using (var onPostgres = await OrthancServer.OnPostgres.StartAsync(postgresDirectory))
            {
                await FindComparison.RunAsync(
                    [(archive, ours), (OrthancServer.OnSqlite, onSqlite), (OrthancServer.OnPostgres, onPostgres)],
                    new QueryKinds(hospital, QueryKinds.PlainKeys).All(),
                    string.Create(CultureInfo.InvariantCulture, $"Queries at {hospital.Studies:N0} studies"),
                    parsed.GetValue(rounds), parsed.GetValue(queries), stop);
            }

            machine.Print();
            return 0;
        });
        return command;
    }
}
