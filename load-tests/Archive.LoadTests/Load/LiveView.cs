using System.Globalization;
using System.Text;

namespace Archive.LoadTests.Load;

/// <summary>Shows how a run goes: a view that is drawn anew in its place on a terminal, a line each ten seconds elsewhere.</summary>
internal static class LiveView
{
    private const int LineEverySeconds = 10;
    private const int SparkSeconds = 60;
    private const int MostOperations = 12;
    private const string Sparks = " ▁▂▃▄▅▆▇█";

    /// <summary>Ends when it is cancelled.</summary>
    public static async Task ShowAsync(RunRecorder recorder, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var isTerminal = !Console.IsOutputRedirected;
        var drawn = 0;
        var ticks = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                if (isTerminal)
                {
                    var lines = Draw(recorder, Size(Console.WindowWidth, 80) - 1, Size(Console.WindowHeight, 24) - 2);
                    Console.Write(Redraw(lines, drawn));
                    drawn = lines.Count;
                }
                else if (++ticks % LineEverySeconds == 0)
                    Console.WriteLine(Line(recorder));
            }
        }
        catch (OperationCanceledException)
        {
            // The run is over.
        }
    }

    /// <summary>Some terminals do not know how large they are.</summary>
    private static int Size(int told, int usual) => told > 4 ? told : usual;

    /// <summary>Up over what was drawn before, and anew, so that nothing flickers.</summary>
    private static string Redraw(IReadOnlyList<string> lines, int drawn)
    {
        var text = new StringBuilder(drawn > 0 ? string.Create(CultureInfo.InvariantCulture, $"\e[{drawn}A\r\e[J") : "");
        foreach (var line in lines)
            text.Append(line).Append('\n');
        return text.ToString();
    }

    /// <summary>The lines of the view, none wider than the terminal, and no more than it has.</summary>
    public static IReadOnlyList<string> Draw(RunRecorder recorder, int width, int height)
    {
        var seconds = recorder.Seconds;
        var recent = seconds.TakeLast(SparkSeconds).ToArray();
        var lines = new List<string> { Head(recorder, width) };
        if (recent.Length > 0)
        {
            var last = recent[^1];
            lines.Add(Invariant(
                $"per s     planned {last.Planned,7}   done {last.Completed,7}   failed {last.Failed,6}   ")
                + Invariant($"{last.Bytes / 1e6,8:0.0} MB   in flight {recorder.InFlight,6}"));
            lines.Add(Invariant($"latency   p50 {last.LatencyP50Ms,9:0.0} ms   p99 {last.LatencyP99Ms,9:0.0} ms")
                + Invariant($"   service p99 {last.ServiceP99Ms,9:0.0} ms"));
            lines.Add("done/s    " + Spark(recent.Select(second => (double)second.Completed)));
            lines.Add("p99       " + Spark(recent.Select(second => second.LatencyP99Ms)));
        }

        var operations = recorder.Operations.Where(operation => operation.Planned > 0).OrderByDescending(operation => operation.Planned).ToArray();
        foreach (var operation in operations.Take(MostOperations))
        {
            var name = $"{operation.Key.Modality} {operation.Key.Name}";
            lines.Add(Invariant($"  {name,-30} planned {operation.Planned,8}   done {operation.Succeeded,8}   failed {operation.Failed,6}"));
        }

        if (operations.Length > MostOperations)
            lines.Add(Invariant($"  and {operations.Length - MostOperations} more"));
        foreach (var error in recorder.Errors.Take(3))
            lines.Add(Invariant($"! {error.Count} × {error.Modality} {error.Operation}: {error.Kind}: {error.FirstExample}"));
        return [.. lines.Take(height).Select(line => Clip(line, width))];
    }

    public static string Line(RunRecorder recorder)
    {
        var seconds = recorder.Seconds.TakeLast(LineEverySeconds).ToArray();
        if (seconds.Length == 0)
            return Invariant($"{recorder.Clock.Now.TotalSeconds,5:0} s  warming up");
        var count = (double)seconds.Length;
        return Invariant($"{recorder.Clock.Now.TotalSeconds,5:0} s  planned {seconds.Sum(second => second.Planned) / count,7:0.0}/s")
            + Invariant($"  done {seconds.Sum(second => second.Completed) / count,7:0.0}/s  failed {seconds.Sum(second => second.Failed),5}")
            + Invariant($"  {seconds.Sum(second => second.Bytes) / count / 1e6,7:0.0} MB/s  in flight {recorder.InFlight,5}")
            + Invariant($"  p99 at most {seconds.Max(second => second.LatencyP99Ms),8:0.0} ms");
    }

    /// <summary>One character for each number, as high as it is of the highest.</summary>
    public static string Spark(IEnumerable<double> values)
    {
        var all = values.ToArray();
        var most = all.Append(0).Max();
        return string.Concat(all.Select(value => Sparks[most > 0 ? (int)Math.Ceiling(Math.Max(0, value) / most * (Sparks.Length - 1)) : 0]));
    }

    private static string Head(RunRecorder recorder, int width)
    {
        var (now, end) = (recorder.Clock.Now.TotalSeconds, recorder.End.TotalSeconds);
        if (now < 0)
            return Invariant($"warm-up, {-now:0} s to go");
        if (now >= end)
            return Invariant($"drain, {recorder.InFlight} in flight");
        var cells = Math.Clamp(width - 30, 10, 50);
        var full = (int)(now / end * cells);
        return Invariant($"measuring {new string('█', full)}{new string('░', cells - full)} {now:0} of {end:0} s");
    }

    // What a target answered may hold control characters, which would move the terminal's cursor.
    private static string Clip(string line, int width)
    {
        var text = new string([.. line.Select(c => char.IsControl(c) ? '·' : c)]);
        return text.Length <= width ? text : text[..width];
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
