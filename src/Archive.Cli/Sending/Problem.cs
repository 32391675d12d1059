namespace Archive.Cli.Sending;

/// <summary>Files with the same fate for the same reason.</summary>
/// <param name="Status">The status of the peer as four hexadecimal digits; empty when there was none.</param>
/// <param name="Examples">The paths of the first ones.</param>
internal sealed record Problem(SendOutcome Outcome, string Status, string Reason, long Count, IReadOnlyList<string> Examples);
