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
        var operations = OperationsOf(recorder);
        return new RunReport
        {
            Run = identity with { MeasuredSeconds = recorder.End.TotalSeconds },
            Scenario = StrictJson.ToElement(scenario),
            Verdicts = Thresholds.Evaluate(scenario.Thresholds, operations, recorder.End.TotalSeconds),
            Operations = operations,
            Timeline = recorder.Seconds,
            Errors = recorder.Errors,
            Slowest = recorder.Slowest,
            Rig = rig.Report(operations),
        };
    }

    /// <summary>Of each operation that was planned in the measured time.</summary>
    public static OperationReport[] OperationsOf(RunRecorder recorder) =>
        [.. recorder.Operations.Where(operation => operation.Planned > 0).Select(operation => new OperationReport
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

    public static string DescribeMachine()
    {
        var memory = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 1e9;
        var system = $"{RuntimeInformation.OSDescription}, {RuntimeInformation.FrameworkDescription}";
        return string.Create(CultureInfo.InvariantCulture, $"{Environment.ProcessorCount} processors, {memory:0.0} GB, {system}");
    }
}
