using System.Globalization;
using System.Runtime.InteropServices;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Scenarios;

namespace Archive.LoadTests.Load;

/// <summary>Makes a report of what was recorded.</summary>
internal static class ReportBuilder
{
    public static RunReport Build(Scenario scenario, RunIdentity identity, RunRecorder recorder, RigLoad rig)
    {
        OperationReport[] operations = [.. recorder.Operations.Where(operation => operation.Planned > 0).Select(operation => new OperationReport
        {
            Modality = operation.Key.Modality,
            Operation = operation.Key.Name,
            Planned = operation.Planned,
            Succeeded = operation.Succeeded,
            SucceededInTime = operation.SucceededInTime,
            Failed = operation.Failed,
            Bytes = operation.Bytes,
            LateStarts = operation.LateStarts,
            Latency = Summaries.Of(operation.Latency),
            Service = Summaries.Of(operation.Service),
        })];
        return new RunReport
        {
            Run = identity with { MeasuredSeconds = recorder.End.TotalSeconds },
            Scenario = StrictJson.ToElement(scenario),
            Verdicts = Thresholds.Evaluate(scenario.Thresholds, operations, recorder.End.TotalSeconds),
            Operations = operations,
            Timeline = [.. recorder.Seconds.Select(second => new TimelineSecond
            {
                Second = second.Second,
                Planned = second.Planned,
                Completed = second.Completed,
                Failed = second.Failed,
                Bytes = second.Bytes,
                InFlight = second.InFlight,
                LatencyP50Ms = second.LatencyP50Ms,
                LatencyP99Ms = second.LatencyP99Ms,
                ServiceP99Ms = second.ServiceP99Ms,
            })],
            Errors = [.. recorder.Errors.Select(error => new RunError
            {
                Modality = error.Operation.Modality,
                Operation = error.Operation.Name,
                Kind = error.Kind,
                Count = error.Count,
                FirstSecond = error.FirstSecond,
                FirstExample = error.FirstExample,
            })],
            Slowest = [.. recorder.Slowest.Select(slow => new SlowObject
            {
                Modality = slow.Operation.Modality,
                Operation = slow.Operation.Name,
                SopInstanceUid = slow.SopInstanceUid,
                Trace = slow.Trace,
                PlannedSecond = slow.Planned.TotalSeconds,
                LatencyMs = slow.Latency.TotalMilliseconds,
                ServiceMs = slow.Service.TotalMilliseconds,
                Outcome = slow.Outcome,
            })],
            Rig = rig.Report(operations),
        };
    }

    public static string DescribeMachine()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        var system = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {memory:0.0} GB, {system}");
    }
}
