using System.Globalization;
using System.Text;
using System.Text.Json;
using Archive.Node.Commands.Connections;
using Archive.Node.Commands.Terminals;
using Archive.Protocol.Dimse;

namespace Archive.Node.Commands.Receiving;

/// <summary>How a C-GET or C-MOVE ended.</summary>
/// <param name="FailedInstances">Failed SOP Instance UID List (0008,0058), as far as the peer gave it.</param>
internal sealed record RetrieveOutcome(RetrieveResponse Last, RetrieveCounters Counters, IReadOnlyList<string> FailedInstances, TimeSpan Elapsed)
{
    private const int MaxInstancesShown = 10;

    private static readonly JsonWriterOptions JsonOptions = new() { Indented = true };

    private bool IsCanceled => Last.Status.Class == DimseStatusClass.Cancel;

    private int Done => Counters.Completed + Counters.Warning;

    /// <summary>Nothing was done, and the status says why.</summary>
    public bool IsRefused => Last.Status.IsFailure && Done + Counters.Failed == 0;

    public int ToExitCode() => IsCanceled ? ExitCode.Interrupted : Done > 0 && Counters.Failed == 0 && !Last.Status.IsFailure ? ExitCode.Success : ExitCode.Incomplete;

    /// <param name="done">What was done with the objects, such as <c>Received</c>.</param>
    /// <param name="where">Where they are now, and how much they are.</param>
    public void Print(Terminal terminal, string done, string where)
    {
        var output = terminal.Output;
        if (Done + Counters.Failed == 0)
        {
            output.WriteLine(IsCanceled ? "Canceled before the first object." : "Nothing matches.");
            return;
        }

        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{done} {Quantity.Objects(Done)} {where} in {Quantity.Duration(Elapsed)}: {Done / Elapsed.TotalSeconds:#,0} objects/s."));
        if (Counters.Warning > 0)
            output.WriteLine($"{Quantity.Objects(Counters.Warning)} with a warning.");
        if (IsCanceled)
            output.WriteLine($"Canceled; {Quantity.Objects(Counters.Remaining)} remained.");
        if (Counters.Failed > 0)
            output.WriteLine(terminal.Red($"{Quantity.Objects(Counters.Failed)} failed{(string.IsNullOrWhiteSpace(Last.ErrorComment) ? "" : $": {TextCells.Clean(Last.ErrorComment.Trim())}")}."));
        else if (Last.Status.IsFailure)
            output.WriteLine(terminal.Red(PeerErrors.Describe(Last)));
        foreach (var instance in FailedInstances.Take(MaxInstancesShown))
            output.WriteLine(terminal.Faint($"  {instance}"));
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
            json.WriteString("status", $"{Last.Status.Code:X4}");
            if (!string.IsNullOrWhiteSpace(Last.ErrorComment))
                json.WriteString("errorComment", Last.ErrorComment.Trim());
            json.WriteNumber("completed", Counters.Completed);
            json.WriteNumber("warning", Counters.Warning);
            json.WriteNumber("failed", Counters.Failed);
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
