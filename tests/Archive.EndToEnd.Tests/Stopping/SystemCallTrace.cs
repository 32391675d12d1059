using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>The system calls of a node that reach its disk and its peers, in their order, written down by strace.</summary>
internal sealed partial class SystemCallTrace(string path)
{
    private const string Calls = "openat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,rename,renameat,renameat2,unlink,sendto,sendmsg";

    /// <summary>Puts strace before the command, beside its process and not above it: the process keeps its id and its signals.</summary>
    public void Attach(ProcessStartInfo start)
    {
        string[] command = [start.FileName, .. start.ArgumentList];
        start.FileName = "strace";
        start.ArgumentList.Clear();
        foreach (var argument in (string[])["-D", "-f", "-yy", "-s", "8", "--seccomp-bpf", "-e", $"trace={Calls}", "-e", "signal=none", "-o", path, .. command])
            start.ArgumentList.Add(argument);
    }

    /// <summary>All calls of a process that has ended.</summary>
    public async Task<IReadOnlyList<TracedCall>> ReadAsync(int processId)
    {
        string[] lines = [];
        await Eventually.HoldsAsync("the trace is complete", async () => (lines = await File.ReadAllLinesAsync(path)).Any(line => IsEnd(line, processId)));
        return Parse(lines);
    }

    private static List<TracedCall> Parse(string[] lines)
    {
        var calls = new List<TracedCall>();
        var begun = new Dictionary<(int Thread, string Name), (string Arguments, int Begin)>();
        for (var at = 0; at < lines.Length; at++)
        {
            if (Unfinished().Match(lines[at]) is { Success: true } first)
                begun[Key(first)] = (first.Groups["arguments"].Value, at);
            else if (Resumed().Match(lines[at]) is { Success: true } rest && begun.Remove(Key(rest), out var call))
                calls.Add(new TracedCall(Key(rest).Thread, Key(rest).Name, call.Arguments, call.Begin, at, Result(rest)));
            else if (Whole().Match(lines[at]) is { Success: true } whole)
                calls.Add(new TracedCall(Key(whole).Thread, Key(whole).Name, whole.Groups["arguments"].Value, at, at, Result(whole)));
        }

        return calls;
    }

    private static bool IsEnd(string line, int processId) =>
        line.Contains("+++ exited", StringComparison.Ordinal) && line.StartsWith(string.Create(CultureInfo.InvariantCulture, $"{processId} "), StringComparison.Ordinal);

    private static (int Thread, string Name) Key(Match line) => (int.Parse(line.Groups["thread"].Value, CultureInfo.InvariantCulture), line.Groups["name"].Value);

    private static long Result(Match line) => long.Parse(line.Groups["result"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*?),? <unfinished \.\.\.>$")]
    private static partial Regex Unfinished();

    [GeneratedRegex(@"^(?<thread>\d+) +<\.\.\. (?<name>\w+) resumed>.*\) += (?<result>-?\d+)")]
    private static partial Regex Resumed();

    [GeneratedRegex(@"^(?<thread>\d+) +(?<name>\w+)\((?<arguments>.*)\) += (?<result>-?\d+)")]
    private static partial Regex Whole();
}
