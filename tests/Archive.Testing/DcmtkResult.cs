namespace Archive.Testing;

/// <summary>How a tool ended and what it printed, errors after the rest.</summary>
public sealed record DcmtkResult(int ExitCode, string Output);
