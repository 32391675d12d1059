using System.CommandLine;
using Archive.LoadTests.Simulators;

namespace Archive.LoadTests.Scenarios;

/// <summary>What can be run without writing anything.</summary>
internal static class ScenariosCommand
{
    public static Command Create()
    {
        var name = new Argument<string>("name") { Description = "A ready scenario or a file." };
        var show = new Command("show", "Prints a scenario, to begin one of one's own with.") { name };
        show.SetAction(parsed =>
        {
            try
            {
                Console.Write(ScenarioFile.ReadText(parsed.GetRequiredValue(name)));
                return 0;
            }
            catch (ScenarioException problem)
            {
                Console.Error.WriteLine(problem.Message);
                return 1;
            }
        });

        var modalities = new Command("modalities", "Lists the simulators that loads name.");
        modalities.SetAction(_ =>
        {
            foreach (var modality in Simulator.Names)
                Console.WriteLine($"{modality,-14}{Simulator.Get(modality).About}");
        });

        var command = new Command("scenarios", "Lists the ready scenarios.") { show, modalities };
        command.SetAction(_ =>
        {
            foreach (var ready in ScenarioFile.ReadyNames)
                Console.WriteLine($"{ready,-18}{ScenarioFile.Load(ready).About}");
        });
        return command;
    }
}
