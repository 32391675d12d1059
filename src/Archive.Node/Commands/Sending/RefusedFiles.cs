using Archive.Node.Commands.Terminals;

namespace Archive.Node.Commands.Sending;

/// <summary>The file that <c>--report</c> names: a line for each file that was not stored, written as it happens.</summary>
internal sealed class RefusedFiles : IDisposable
{
    private readonly StreamWriter _output;

    /// <exception cref="CommandException">The file cannot be written.</exception>
    public RefusedFiles(string path)
    {
        try
        {
            _output = new StreamWriter(path) { AutoFlush = true };
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException($"The report {path} cannot be written: {e.Message}", e);
        }

        Write("Path", "Outcome", "Status", "Reason", "SOPClassUID", "SOPInstanceUID");
    }

    public void Add(string path, SendOutcome outcome, string status, string reason, OutgoingFile? file) =>
        Write(path, outcome.ToString(), status, reason, file?.SopClass.Value ?? "", file?.SopInstance.Value ?? "");

    public void Dispose() => _output.Dispose();

    private void Write(params string[] cells) => _output.WriteLine(string.Join('\t', cells.Select(TextCells.Clean)));
}
