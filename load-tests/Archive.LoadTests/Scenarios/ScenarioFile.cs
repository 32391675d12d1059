using Archive.LoadTests.Simulators;
using Archive.Protocol.Pdu;

namespace Archive.LoadTests.Scenarios;

/// <summary>Finds a scenario, by its file or by its name among those that come with the rig, and checks all of it before anything is sent.</summary>
internal static class ScenarioFile
{
    private const string Folder = "Scenarios.Ready";

    public static IEnumerable<string> ReadyNames => EmbeddedJson.Names(Folder);

    /// <exception cref="ScenarioException">There is none, or it cannot be run.</exception>
    public static Scenario Load(string nameOrPath) => Parse(nameOrPath, ReadText(nameOrPath));

    /// <summary>The text of the file.</summary>
    /// <exception cref="ScenarioException">There is none.</exception>
    public static string ReadText(string nameOrPath)
    {
        if (EmbeddedJson.Find(Folder, nameOrPath) is { } ready)
            return ready;
        if (!File.Exists(nameOrPath))
            throw new ScenarioException($"{nameOrPath} is neither a file nor a ready scenario. Ready are: {string.Join(", ", ReadyNames)}.");
        return File.ReadAllText(nameOrPath);
    }

    /// <exception cref="ScenarioException">It cannot be run.</exception>
    public static Scenario Parse(string source, string json)
    {
        var scenario = StrictJson.Read<Scenario>(source, json);
        Check(source, scenario);
        return scenario;
    }

    /// <exception cref="ScenarioException">It cannot be run.</exception>
    public static void Check(string source, Scenario scenario)
    {
        Require("$.duration", scenario.Duration >= TimeSpan.FromSeconds(1), "at least \"1 s\".");
        Require("$.timeout", scenario.Timeout > TimeSpan.Zero, "more than \"0 s\".");
        Require("$.loads", scenario.Loads.Count is > 0 and <= 64, "1 to 64 loads.");
        for (var i = 0; i < scenario.Loads.Count; i++)
            CheckLoad(scenario.Loads[i], $"$.loads[{i}]");
        for (var i = 0; i < scenario.Thresholds.Count; i++)
        {
            var threshold = scenario.Thresholds[i];
            var limits = (threshold.LatencyBelow is null ? 0 : 1) + (threshold.FailedShareAtMost is null ? 0 : 1) + (threshold.RateAtLeast is null ? 0 : 1);
            Require($"$.thresholds[{i}]", limits == 1, "exactly one of latencyBelow, failedShareAtMost, rateAtLeast.");
            Require($"$.thresholds[{i}].percentile", threshold.Percentile is > 0 and <= 100, "above 0, up to 100.");
            Require($"$.thresholds[{i}].failedShareAtMost", threshold.FailedShareAtMost is null or (>= 0 and <= 1), "0 to 1.");
        }

        Require("$.knee.step", scenario.Knee.Step >= TimeSpan.FromSeconds(1), "at least \"1 s\".");
        Require("$.knee.maxSteps", scenario.Knee.MaxSteps is > 0 and <= 40, "1 to 40.");

        void CheckLoad(LoadPlan load, string path)
        {
            Require($"{path}.modality", Simulator.Find(load.Modality) is not null, $"one of {string.Join(", ", Simulator.Names)}.");
            Require(path, (load.Open is null) != (load.Closed is null), "either open or closed.");
            Require($"{path}.devices", load.Devices is > 0 and <= 4096, "1 to 4096.");
            Require($"{path}.maxWaiting", load.MaxWaiting is > 0 and <= 1_000_000, "1 to 1000000.");
            Require($"{path}.objectsTimes", load.ObjectsTimes is > 0 and <= 1000, "above 0, up to 1000.");
            Require($"{path}.thinkTimes", load.ThinkTimes is >= 0 and <= 1000, "0 to 1000.");
            Require($"{path}.retries", load.Retries is >= 0 and <= 1000, "0 to 1000.");
            Require($"{path}.queries", load.Queries.Count > 0, "at least one kind.");
            Require($"{path}.moveTo", load.MoveTo is null || AeTitle.TryParse(load.MoveTo, out _), "an AE title of 1 to 16 characters.");
            Require($"{path}.closed.users", load.Closed is null or { Users: > 0 and <= 4096 }, "1 to 4096.");
            Require($"{path}.open.curve", load.Open is null || load.Open.Curve.All(times => times is >= 0 and <= 1000), "numbers from 0 to 1000.");
            Require($"{path}.open.bursts", load.Open is null || load.Open.Bursts.All(burst => burst.Times is >= 0 and <= 1000), "times from 0 to 1000.");
            Require($"{path}.faults", load.Faults.All(fault => fault.Share is >= 0 and <= 1) && load.Faults.Sum(fault => fault.Share) <= 1, "shares from 0 to 1, together at most 1.");
            Require(
                $"{path}.does",
                load.Does switch { Work.Query => Has("query"), Work.Worklist => Has("worklist"), Work.Retrieve => Has(load.MoveTo is null ? "retrieve" : "move"), _ => true },
                $"what the modality {load.Modality} has presentation contexts for.");

            bool Has(string activity) => Simulator.Find(load.Modality)?.Contexts.ContainsKey(activity) == true;
        }

        void Require(string path, bool isKept, string allowed)
        {
            if (!isKept)
                throw ScenarioException.At(source, path, $"allowed is {allowed}");
        }
    }
}
