using System.Threading.Channels;
using Archive.Cli.Files;
using Archive.Protocol.Client.Transfers;

namespace Archive.Cli.Sending;

/// <summary>
/// The files on their way to the lanes: found and inspected ahead of them, by several threads, as far as the queue has room.
/// </summary>
internal sealed class FileQueue(SendReport report)
{
    // As many as tell a lane what to propose, and keep it fed while a slow folder is listed.
    private const int Capacity = 1024;
    private const int Inspectors = 4;

    private readonly Channel<OutgoingFile> _files = Channel.CreateBounded<OutgoingFile>(Capacity);
    private readonly TaskCompletionSource _firstKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<TransferNeed> _needs = [];

    public ChannelReader<OutgoingFile> Reader => _files.Reader;

    /// <summary>Ends when the queue is full, or all files are in it.</summary>
    public Task FirstKnown => _firstKnown.Task;

    /// <summary>What the files found so far need, in the order in which it was met.</summary>
    public IReadOnlyList<TransferNeed> Needs
    {
        get
        {
            lock (_needs)
                return [.. _needs];
        }
    }

    /// <summary>Fills the queue until there are no more files.</summary>
    public async Task FillAsync(IReadOnlyList<FilePath> paths, CancellationToken cancellationToken)
    {
        try
        {
            await Parallel.ForEachAsync(
                FileFinder.Find(paths), new ParallelOptions { MaxDegreeOfParallelism = Inspectors, CancellationToken = cancellationToken }, AddAsync);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // What is in the queue is all that the lanes will get.
        }
        finally
        {
            _files.Writer.Complete();
            _firstKnown.TrySetResult();
        }
    }

    private async ValueTask AddAsync(FoundFile found, CancellationToken cancellationToken)
    {
        var inspection = found.Problem ?? FileInspector.Inspect(found.Path);
        if (inspection.File is not { } file)
        {
            report.Add(found.Path.ToString(), inspection.Outcome, "", inspection.Reason);
            return;
        }

        lock (_needs)
        {
            if (!_needs.Contains(file.Need))
                _needs.Add(file.Need);
        }

        if (_files.Writer.TryWrite(file))
            return;
        _firstKnown.TrySetResult();
        await _files.Writer.WriteAsync(file, cancellationToken);
    }
}
