using System.Globalization;
using System.Text;
using System.Text.Json;
using Archive.Cli.Connections;
using Archive.Cli.Terminals;
using Archive.Protocol.Dimse;

namespace Archive.Cli.Receiving;

/// <summary>How a C-GET or C-MOVE ended.</summary>
/// <param name="Last">The last response; null when none came.</param>
/// <param name="Done">Objects that arrived: counted here where they came here, else as the peer says.</param>
/// <param name="Failed">Objects that did not, refused on this side included.</param>
/// <param name="FailedInstances">Failed SOP Instance UID List (0008,0058), as far as the peer gave it.</param>
/// <param name="Lost">Why there was no last response; null when there was.</param>
/// <param name="IsInterrupted">It was interrupted, and the peer did not end it in time.</param>
internal sealed record RetrieveOutcome(
    RetrieveResponse? Last, RetrieveCounters Counters, long Done, long Failed, IReadOnlyList<string> FailedInstances, TimeSpan Elapsed, string? Lost,
    bool IsInterrupted)
{
    private const int MaxInstancesShown = 10;

    private static readonly JsonWriterOptions JsonOptions = new() { Indented = true };

    private bool IsCanceled => IsInterrupted || Last is { Status.Class: DimseStatusClass.Cancel };

    private bool HasFailed => Lost is not null || Last is { Status.IsFailure: true };

    /// <summary>The peer says that it was done, and neither side knows how much.</summary>
    private bool IsUncounted => Done + Failed == 0 && Counters.AreAbsent && Last is { Status.IsSuccess: true };

    /// <summary>Why nothing was done; null when something was, or there was nothing to do.</summary>
    public string? Refusal => !HasFailed || Done + Failed > 0 ? null : Lost ?? $"The peer refused: {PeerErrors.Describe(Last!)}";

    /// <param name="countsItself">What comes is counted on this side, so that none is none.</param>
    public int ToExitCode(bool countsItself)
    {
        if (IsCanceled)
            return ExitCode.Interrupted;
        var isWhole = !HasFailed && Failed == 0 && (Done > 0 || (IsUncounted && !countsItself));
        return isWhole ? ExitCode.Success : ExitCode.Incomplete;
    }

    /// <param name="done">What was done with the objects, such as <c>Received</c>.</param>
    /// <param name="where">Where they are now, and how much they are.</param>
    /// <param name="countsItself">See <see cref="ToExitCode"/>.</param>
    public void Print(Terminal terminal, string done, string where, bool countsItself)
    {
        var output = terminal.Output;
        if (Done + Failed == 0)
        {
            output.WriteLine(IsCanceled ? "Canceled before the first object." : !IsUncounted ? "Nothing matches." : countsItself ? "Nothing came." : $"{done} {where}; the peer does not say how many.");
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {Quantity.Objects(Done)} {where} in {Quantity.Duration(Elapsed)}: {Done / Elapsed.TotalSeconds:#,0} objects/s."));
        if (Counters.Warning > 0)
            output.WriteLine($"{Quantity.Objects(Counters.Warning)} with a warning.");
        if (IsCanceled)
            output.WriteLine($"Canceled; {Quantity.Objects(Counters.Remaining)} remained.");
        if (Failed > 0)
            output.WriteLine(terminal.Red($"{Quantity.Objects(Failed)} failed{(string.IsNullOrWhiteSpace(Last?.ErrorComment) ? "" : $": {TextCells.Clean(Last.ErrorComment.Trim())}")}."));
        if (Lost is not null)
            output.WriteLine(terminal.Red(TextCells.Clean($"Not all was done. {Lost}")));
        else if (Failed == 0 && Last!.Status.IsFailure)
            output.WriteLine(terminal.Red(TextCells.Clean(PeerErrors.Describe(Last))));
        foreach (var instance in FailedInstances.Take(MaxInstancesShown))
            output.WriteLine(terminal.Faint(TextCells.Clean($"  {instance}")));
        if (FailedInstances.Count > MaxInstancesShown)
            output.WriteLine(terminal.Faint($"  and {FailedInstances.Count - MaxInstancesShown:#,0} more"));
    }

    /// <param name="bytes">Null when not known.</param>
    public void PrintJson(TextWriter output, long? bytes)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, JsonOptions))
        {
            json.WriteStartObject();
            if (Last is not null && Lost is null)
                json.WriteString("status", $"{Last.Status.Code:X4}");
            if (!string.IsNullOrWhiteSpace(Last?.ErrorComment))
                json.WriteString("errorComment", Last.ErrorComment.Trim());
            if (Lost is not null)
                json.WriteString("lost", Lost);
            json.WriteNumber("completed", Math.Max(Done - Counters.Warning, 0));
            json.WriteNumber("warning", Counters.Warning);
            json.WriteNumber("failed", Failed);
            json.WriteNumber("remaining", Counters.Remaining);
            if (bytes is not null)
                json.WriteNumber("bytes", bytes.Value);
            json.WriteNumber("seconds", Math.Round(Elapsed.TotalSeconds, 3));
            json.WriteStartArray("failedSopInstanceUids");
            foreach (var instance in FailedInstances)
                json.WriteStringValue(instance);
            json.WriteEndArray();
            json.WriteEndObject();
        }

        output.WriteLine(Encoding.UTF8.GetString(buffer.ToArray()));
    }
}
