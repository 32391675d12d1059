namespace Archive.Cli;

/// <summary>What a command returns to the shell.</summary>
internal static class ExitCode
{
    public const int Success = 0;

    /// <summary>Nothing could be done: wrong arguments, no connection, or the peer refused.</summary>
    public const int Failed = 1;

    /// <summary>Done in part: some objects failed, or there was nothing to send or retrieve.</summary>
    public const int Incomplete = 2;

    /// <summary>Ended by Ctrl-C, as shells count it: 128 and the number of SIGINT.</summary>
    public const int Interrupted = 130;

    /// <summary>Ended by SIGTERM, likewise.</summary>
    public const int Terminated = 143;
}
