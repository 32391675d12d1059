namespace Archive.Actors.Workflow.Worklist;

/// <summary>Statuses as DICOM writes them: <c>SCHEDULED</c>.</summary>
public static class ScheduledStepStatusText
{
    public static string ToTerm(this ScheduledStepStatus status) => status.ToString().ToUpperInvariant();

    /// <summary>False when the text is none of the terms.</summary>
    public static bool TryParse(string? term, out ScheduledStepStatus status) =>
        Enum.TryParse(term, ignoreCase: true, out status) && Enum.IsDefined(status) && !char.IsAsciiDigit(term![0]);
}
