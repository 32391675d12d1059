using System.CommandLine;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Targets;

namespace Archive.LoadTests.Load;

/// <summary>The arguments of <c>run</c>.</summary>
internal sealed class RunOptions
{
    public Argument<string> Scenario { get; } = new("scenario") { Description = "A file, or the name of a ready scenario (the command scenarios lists them)." };

    public Option<string[]> Target { get; } = new("--target")
    {
        Description = "The archive, as [AE@]HOST:PORT; of a cluster each node.",
        Required = true,
        AllowMultipleArgumentsPerToken = true,
    };

    public Option<string?> Calling { get; } = new("--calling") { Description = "The AE title by which all devices call, for targets that know few; else each calls by its own." };

    public Option<string?> Duration { get; } = new("--duration") { Description = "The measured time, instead of the scenario's: \"30 s\", \"10 min\"." };

    public Option<string?> WarmUp { get; } = new("--warm-up") { Description = "The warm-up, instead of the scenario's." };

    public Option<double> Scale { get; } = new("--scale") { Description = "What all rates and users are multiplied by.", DefaultValueFactory = _ => 1 };

    public Option<long?> Seed { get; } = new("--seed") { Description = "Plans other arrivals and makes other data." };

    public Option<bool> Verify { get; } = new("--verify") { Description = "Retrieves everything afterwards and compares it with what was sent." };

    public Option<bool> Knee { get; } = new("--knee") { Description = "Doubles the load until the target no longer keeps up." };

    public Option<string> Report { get; } = new("--report")
    {
        Description = "Where the report is written, as JSON; its page is written beside it, as .html.",
        DefaultValueFactory = _ => "report.json",
    };

    public Option<string?> Metrics { get; } = new("--metrics")
    {
        Description = "Where the target tells its metrics as Prometheus text: http://HOST:PORT/metrics. They are read each second.",
    };

    public Option<int?> Process { get; } = new("--pid")
    {
        Description = "The target's process on this machine: its processor time, memory and writes are read each second.",
    };

    public Option<string?> Name { get; } = new("--name") { Description = "What the run is called in comparisons; else the scenario's name." };

    public Command AddTo(Command command)
    {
        command.Add(Scenario);
        foreach (var option in (Option[])[Target, Calling, Duration, WarmUp, Scale, Seed, Verify, Knee, Report, Metrics, Process, Name])
            command.Add(option);
        return command;
    }

    /// <summary>The scenario with what the arguments change in it.</summary>
    /// <exception cref="ScenarioException">It cannot be run.</exception>
    public Scenario Read(ParseResult parsed)
    {
        var name = parsed.GetRequiredValue(Scenario);
        var scenario = ScenarioFile.Load(name);
        scenario = scenario with
        {
            Duration = ReadDuration(parsed, Duration) ?? scenario.Duration,
            WarmUp = ReadDuration(parsed, WarmUp) ?? scenario.WarmUp,
            Seed = parsed.GetValue(Seed) ?? scenario.Seed,
        };
        ScenarioFile.Check(name, scenario);
        if (parsed.GetValue(Scale) is not (> 0 and <= 10_000))
            throw new ScenarioException("--scale is a number above 0, up to 10000.");
        if (parsed.GetValue(Knee) && parsed.GetValue(Verify))
            throw new ScenarioException("--knee and --verify exclude each other: the steps to the knee overload the target. Verify a run at a rate that it keeps.");
        return scenario;
    }

    /// <summary>What watches the target; null when nothing of it is named.</summary>
    /// <exception cref="ScenarioException">It cannot be watched.</exception>
    public TargetSampler? Watch(ParseResult parsed)
    {
        Uri? metrics = null;
        if (parsed.GetValue(Metrics) is { } text && !(Uri.TryCreate(text, UriKind.Absolute, out metrics) && metrics.Scheme is ("http" or "https")))
            throw new ScenarioException("--metrics is an address such as http://127.0.0.1:8080/metrics.");
        var process = parsed.GetValue(Process);
        if (process is { } id && !File.Exists($"/proc/{id}/stat"))
            throw new ScenarioException($"--pid {id}: there is no such process on this machine.");
        return metrics is null && process is null ? null : new TargetSampler(metrics, process);
    }

    private static TimeSpan? ReadDuration(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
            return null;
        return DurationConverter.TryParse(text, out var duration) ? duration : throw new ScenarioException($"{option.Name} is {DurationConverter.Allowed}.");
    }
}
