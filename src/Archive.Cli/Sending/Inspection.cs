namespace Archive.Cli.Sending;

/// <summary>What a file was found to hold: an object to send, or what became of it instead, and why.</summary>
internal sealed record Inspection(OutgoingFile? File, SendOutcome Outcome, string Reason)
{
    public static Inspection Of(OutgoingFile file) => new(file, SendOutcome.Stored, "");

    public static Inspection Of(SendOutcome outcome, string reason = "") => new(null, outcome, reason);
}
