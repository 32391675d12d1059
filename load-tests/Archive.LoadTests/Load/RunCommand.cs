using System.CommandLine;
using System.Globalization;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Reports.Page;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Pdu;

namespace Archive.LoadTests.Load;

/// <summary>
/// Loads an archive with a scenario and says what happened. Exit codes: 0 all thresholds kept, 1 wrong arguments or no target, 2 a threshold missed, 3 the rig
/// was the limit, 4 an acknowledged object was missing or damaged.
/// </summary>
internal static class RunCommand
{
    private const int BadArguments = 1;
    private const int Missed = 2;
    private const int RigWasLimit = 3;
    private const int NotVerified = 4;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    public static Command Create()
    {
        var options = new RunOptions();
        var command = options.AddTo(new Command("run", "Loads an archive with a scenario, and reports."));
        command.SetAction(async (parsed, stop) =>
        {
            try
            {
                return await RunAsync(options, parsed, stop);
            }
            catch (ScenarioException problem)
            {
                Console.Error.WriteLine(problem.Message);
                return BadArguments;
            }
        });
        return command;
    }

    private static async Task<int> RunAsync(RunOptions options, ParseResult parsed, CancellationToken stop)
    {
        var scenario = options.Read(parsed);
        var targets = ReadTargets(parsed.GetRequiredValue(options.Target), parsed.GetValue(options.Calling));
        var scale = parsed.GetValue(options.Scale);
        var path = parsed.GetRequiredValue(options.Report);
        if (Path.GetExtension(path) is ".html")
            throw new ScenarioException("--report names the JSON file; the page is written beside it, as .html.");
        await using var sampler = options.Watch(parsed);
        if (parsed.GetValue(options.Knee) && sampler is not null)
            throw new ScenarioException("--metrics and --pid watch a run, not the search of --knee.");
        var version = await GetVersionAsync(targets[0], stop);
        var identity = new RunIdentity
        {
            StartedUtc = DateTime.UtcNow,
            WarmUpSeconds = scenario.WarmUp.TotalSeconds,
            MeasuredSeconds = 0,
            Seed = scenario.Seed,
            Name = parsed.GetValue(options.Name) ?? Path.GetFileNameWithoutExtension(parsed.GetRequiredValue(options.Scenario)),
            Target = string.Join(", ", targets),
            TargetVersion = version,
            Machine = ReportBuilder.DescribeMachine(),
            RigVersion = typeof(RunCommand).Assembly.GetName().Version!.ToString(3),
        };
        if (parsed.GetValue(options.Knee))
            return await FindKneeAsync(scenario, identity, targets, scale, path, stop);

        var of = version is null ? "" : $" ({version})";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{identity.Name} against {identity.Target}{of}: {scenario.Duration.TotalSeconds:0} s after {scenario.WarmUp.TotalSeconds:0} s of warm-up. Ctrl-C ends it."));
        using var over = new CancellationTokenSource();
        var showing = Task.CompletedTask;
        var engine = new Engine(scenario, targets, StudyIdentity.NewRoot(), scale, recorder => showing = Task.WhenAll(
            LiveView.ShowAsync(recorder, over.Token),
            sampler?.RunAsync(() => recorder.Clock.Now, over.Token) ?? Task.CompletedTask));
        var recorded = await engine.RunAsync(stop);
        await over.CancelAsync();
        await showing;
        var report = ReportBuilder.Build(scenario, identity, recorded, engine.Rig) with { Target = sampler?.Report() };
        if (parsed.GetValue(options.Verify) && !stop.IsCancellationRequested)
        {
            Console.WriteLine("Verifying…");
            report = report with { Verification = await new Verification(targets, scenario.Timeout).RunAsync(engine.Ledger, stop) };
        }

        ReportText.Print(report);
        Write(path, report);
        return ExitCodeOf(report);
    }

    public static int ExitCodeOf(RunReport report) =>
        report.Verification is { IsKept: false } ? NotVerified
        : report.Rig.IsLimit ? RigWasLimit
        : report.Verdicts.All(verdict => verdict.IsKept) ? 0
        : Missed;

    private static async Task<int> FindKneeAsync(
        Scenario scenario, RunIdentity identity, IReadOnlyList<Target> targets, double scale, string path, CancellationToken stop)
    {
        Console.WriteLine($"{scenario.Knee.Operation}: planned/s, completed/s, p99 ms, failed %");
        var steps = await new KneeRun(scenario, targets, scale, PrintStep).RunAsync(stop);
        Write(path, new RunReport
        {
            Run = identity,
            Scenario = StrictJson.ToElement(scenario),
            Verdicts = [],
            Operations = [],
            Timeline = [],
            Errors = [],
            Slowest = [],
            Rig = new RigLoad().Report([]),
            Knee = steps,
        });
        return steps.Any(step => step.IsKept) ? 0 : Missed;
    }

    private static void Write(string path, RunReport report)
    {
        var page = Path.ChangeExtension(path, ".html");
        ReportFile.Write(path, report);
        HtmlReport.Write(page, report);
        Console.WriteLine($"\n{path}\n{page}");
    }

    private static void PrintStep(KneeStep step) => Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{step.Rate,10:0.0} {step.Completed,10:0.0} {step.P99Ms,10:0.0} {step.FailedShare * 100,8:0.0} {(step.IsKept ? "kept" : "not kept")}"));

    /// <exception cref="ScenarioException">One is none.</exception>
    private static Target[] ReadTargets(IEnumerable<string> texts, string? calling)
    {
        AeTitle? title = null;
        if (calling is not null)
            title = AeTitle.TryParse(calling, out var parsed) ? parsed : throw new ScenarioException("--calling is an AE title of 1 to 16 characters.");
        return [.. texts.Select(text => Target.Parse(text, title) ?? throw new ScenarioException($"--target {text}: a target is {Target.Allowed}."))];
    }

    /// <summary>Calls the target before anything is sent; what it calls itself.</summary>
    /// <exception cref="ScenarioException">It cannot be called.</exception>
    private static async Task<string?> GetVersionAsync(Target target, CancellationToken stop)
    {
        try
        {
            await using var association = await ScuAssociation.ConnectAsync(Simulator.Get("workstation").Call(target, "verify", Patience), stop);
            await association.EchoAsync(stop);
            await association.ReleaseAsync(stop);
            return association.Negotiated.PeerInformation.ImplementationVersionName;
        }
        catch (Exception exception) when (Failure.Of(exception) is { } failure)
        {
            throw new ScenarioException(
                $"{target} does not answer C-ECHO ({failure.Kind}: {failure.Text}). Is it running, is the port right? "
                + $"Is its AE title {target.CalledAeTitle}, and does it know that of the caller, which --calling sets?",
                exception);
        }
    }
}
