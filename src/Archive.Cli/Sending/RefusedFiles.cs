using Archive.Cli.Terminals;

namespace Archive.Cli.Sending;

/// <summary>The file that <c>--report</c> names: a line for each file that was not stored, written as it happens.</summary>
internal sealed class RefusedFiles : IDisposable
{
    private readonly Lock _lock = new();
    private readonly StreamWriter _output;

    /// <exception cref="CommandException">The file cannot be written.</exception>
    public RefusedFiles(string path)
    {
        try
        {
            _output = new StreamWriter(path) { AutoFlush = true };
            Write("Path", "Outcome", "Status", "Reason", "SOPClassUID", "SOPInstanceUID");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new CommandException($"The report {path} cannot be written: {e.Message}", e);
        }
    }

    /// <summary>Why not every line could be written; null when all could.</summary>
    public string? Problem { get; private set; }

    /// <summary>Never fails: a report that cannot be written on is no reason to stop sending.</summary>
    public void Add(string path, SendOutcome outcome, string status, string reason, OutgoingFile? file)
    {
        try
        {
            Write(path, outcome.ToString(), status, reason, file?.SopClass.Value ?? "", file?.SopInstance.Value ?? "");
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            Problem ??= e.Message;
        }
    }

    public void Dispose()
    {
        try
        {
            lock (_lock)
                _output.Dispose();
        }
        catch (IOException e)
        {
            Problem ??= e.Message;
        }
    }

    private void Write(params string[] cells)
    {
        lock (_lock)
            _output.WriteLine(string.Join('\t', cells.Select(TextCells.Clean)));
    }
}
