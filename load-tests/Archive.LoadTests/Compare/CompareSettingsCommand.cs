using System.CommandLine;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Servers;

namespace Archive.LoadTests.Compare;

/// <summary>What a setting costs or saves: the same build by turns under two sets of environment variables.</summary>
internal static class CompareSettingsCommand
{
    public static Command Create()
    {
        var node = CommonArguments.Node();
        var work = CommonArguments.Work();
        var rounds = CommonArguments.Rounds(5);
        var with = new Option<string[]>("--with") { Description = "NAME=VALUE; may be repeated.", Required = true };
        var against = new Option<string[]>("--against") { Description = "NAME=VALUE for the other side; none is as built.", DefaultValueFactory = _ => [] };
        var command = new Command("compare-settings", "The same build under two sets of environment variables (compare-settings.sh).") { node, work, rounds, with, against };
        command.SetAction(async (parsed, stop) =>
        {
            Contender[] contenders =
            [
                NewContender(parsed.GetRequiredValue(node), parsed.GetRequiredValue(against)), NewContender(parsed.GetRequiredValue(node), parsed.GetRequiredValue(with)),
            ];
            await Contender.PrintVersionsAsync(contenders);
            var machine = new MachineLoad();
            await StoreComparison.RunAsync(contenders, [Workload.Ct, Workload.Small], parsed.GetRequiredValue(work), parsed.GetValue(rounds), stop);
            machine.Print();
            return 0;
        });
        return command;
    }

    private static Contender NewContender(string node, string[] settings) => ArchiveServer.At(
        node, settings.Length == 0 ? "as built" : string.Join(' ', settings),
        environment: settings.Select(setting => setting.Split('=', 2)).ToDictionary(
            pair => pair[0], pair => pair.Length == 2 ? pair[1] : throw new InvalidOperationException($"{pair[0]} has no value: settings are NAME=VALUE."), StringComparer.Ordinal));
}
