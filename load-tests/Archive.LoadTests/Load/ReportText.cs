using System.Globalization;
using Archive.LoadTests.Measuring;
using Archive.LoadTests.Reports;

namespace Archive.LoadTests.Load;

/// <summary>The most important of a report, on the terminal.</summary>
internal static class ReportText
{
    private const int MostErrors = 10;

    public static void Print(RunReport report)
    {
        foreach (var verdict in report.Verdicts)
        {
            var measured = verdict.Measured is { } value ? Invariant($"{value:0.###} {verdict.Unit}") : "nothing was measured";
            Console.WriteLine(Invariant($"{(verdict.IsKept ? "kept  " : "MISSED")} {verdict.Name}: {measured}, limit {verdict.Limit:0.###} {verdict.Unit}"));
        }

        var table = new Table("modality", "operation", "planned", "failed", "per s", "MB/s", "p50 ms", "p99 ms", "max ms", "service p50", "service p99");
        foreach (var operation in report.Operations)
        {
            table.Add(
                operation.Modality, operation.Operation, Invariant($"{operation.Planned}"), Invariant($"{operation.Failed}"),
                PerSecond(operation.SucceededInTime), PerSecond(operation.Bytes / 1e6),
                Table.Number(operation.Latency.P50Ms, "0.00"), Table.Number(operation.Latency.P99Ms, "0.00"), Table.Number(operation.Latency.MaxMs, "0.0"),
                Table.Number(operation.Service.P50Ms, "0.00"), Table.Number(operation.Service.P99Ms, "0.00"));
        }

        table.Print(Invariant($"{report.Run.Name}, {report.Run.MeasuredSeconds:0} s measured; latency from the planned start, service from the actual start"));
        foreach (var error in report.Errors.Take(MostErrors))
            Console.WriteLine(Invariant($"{error.Count} × {error.Modality} {error.Operation}: {error.Kind}, first in second {error.FirstSecond}: {error.FirstExample}"));
        Console.WriteLine(Invariant(
            $"Rig: {report.Rig.CpuSeconds:0.0} s of processor time ({report.Rig.CpuPercent:0} % of one), {report.Rig.GcPauseMs:0} ms of collections."));
        Console.WriteLine(Invariant($"     {report.Rig.LateShare * 100:0.00} % began late. {report.Rig.Note}"));
        var sent = report.Operations.Where(operation => operation.Operation == "Store").Sum(operation => operation.Succeeded);
        if (sent > 0)
            Console.WriteLine(Invariant($"     {report.Rig.CpuSeconds / sent * 1000:0.000} ms of it for each object stored."));
        if (report.Verification is { } verification)
        {
            Console.WriteLine(Invariant(
                $"Verified: {verification.Intact} intact and {verification.Found} found of {verification.Acknowledged} acknowledged, in {verification.Seconds:0.0} s."));
            foreach (var missing in verification.Missing.Take(MostErrors))
                Console.WriteLine("  missing " + missing);
            foreach (var damaged in verification.Damaged.Take(MostErrors))
                Console.WriteLine("  damaged " + damaged);
        }

        string PerSecond(double total) => report.Run.MeasuredSeconds > 0 ? Table.Number(total / report.Run.MeasuredSeconds, "0.0") : "";
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
