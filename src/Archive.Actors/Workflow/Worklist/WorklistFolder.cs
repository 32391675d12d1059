using Archive.Protocol.Data;
using Archive.Storage.Workflow.Worklist;
using Microsoft.Extensions.Logging;

namespace Archive.Actors.Workflow.Worklist;

/// <summary>
/// Items that stand as files in a folder, as <c>wlmscpfs</c> of DCMTK reads them: <c>*.wl</c>, in the folder and in those below it, each a DICOM file or a data
/// set without its header. A file that comes or changes is ordered, one that goes is cancelled, and one that cannot be read is told of once and left. What is
/// known of files is nowhere but in the items themselves: after a start those are cancelled whose files went meanwhile. Used by one at a time.
/// </summary>
internal sealed class WorklistFolder(IOrders orders, WorklistReader reader, WorklistSettings settings, ILogger<WorklistFolder> logger)
{
    private const int MaxFileBytes = 256 * 1024;

    /// <summary>By path within the folder: the file as it was when it was last looked at.</summary>
    private readonly Dictionary<string, SeenFile> _seen = new(StringComparer.Ordinal);
    private bool _hasBegun;

    public async Task RunAsync(CancellationToken stop)
    {
        var folder = settings.Folder ?? throw new InvalidOperationException("There is no folder to follow.");
        if (!_hasBegun)
            await RecallAsync(folder, stop);
        var files = Directory.EnumerateFiles(folder, "*.wl", SearchOption.AllDirectories)
            .ToDictionary(path => Path.GetRelativePath(folder, path), StringComparer.Ordinal);
        foreach (var (name, path) in files.OrderBy(file => file.Key, StringComparer.Ordinal))
        {
            var stamp = StampOf(path);
            if (stamp is not null && (!_seen.TryGetValue(name, out var seen) || seen.Stamp != stamp))
                await TakeAsync(name, path, stamp, stop);
        }

        foreach (var name in _seen.Keys.Where(name => !files.ContainsKey(name)).ToList())
            await CancelAsync(name, stop);
    }

    /// <summary>The items of files that an earlier run took.</summary>
    private async Task RecallAsync(string folder, CancellationToken stop)
    {
        await foreach (var listed in reader.ListAsync([WorklistTerms.AnyFile], isOpen: true, null, newestFirst: false, stop))
            _seen.TryAdd(listed.State.Source[WorklistItemState.FolderSource.Length..], new SeenFile(null, listed.State.Key));
        _hasBegun = true;
        Log.FolderFollowed(logger, folder);
    }

    private async Task TakeAsync(string name, string path, FileStamp stamp, CancellationToken stop)
    {
        WorklistKey? before = _seen.TryGetValue(name, out var seen) ? seen.Key : null;
        WorklistKey? key = null;
        try
        {
            var item = await ReadAsync(path, stop);
            var result = await orders.ApplyAsync(new PutItem(WorklistItemState.FolderSource + name, item, PutKind.Replace), stop);
            if (result.IsDone)
                key = WorklistKey.Of(item);
            else
                Log.BrokenFile(logger, name, result.Problem ?? result.Outcome.ToString());
        }
        catch (Exception e) when (e is DicomFormatException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            Log.BrokenFile(logger, name, e.Message);
        }

        if (before is { } old && key is { } now && old != now)
            await orders.ApplyAsync(new CancelItem(WorklistItemState.FolderSource + name, old, IsDiscontinued: false), stop);
        _seen[name] = new SeenFile(stamp, key ?? before); // a file that became broken leaves its item as it was
    }

    private async Task CancelAsync(string name, CancellationToken stop)
    {
        if (_seen[name].Key is { } key)
            await orders.ApplyAsync(new CancelItem(WorklistItemState.FolderSource + name, key, IsDiscontinued: false), stop);
        _seen.Remove(name);
    }

    private static async Task<DataSet> ReadAsync(string path, CancellationToken stop)
    {
        if (new FileInfo(path).Length > MaxFileBytes)
            throw new InvalidDataException($"It is longer than {MaxFileBytes} bytes.");
        var bytes = await File.ReadAllBytesAsync(path, stop);
        var header = Part10.ReadHeader(bytes.Length, ReadAt);
        return DataSetReader.Read(bytes.AsMemory((int)header.DataSetOffset), header.TransferSyntax);

        int ReadAt(long offset, Span<byte> into)
        {
            var part = bytes.AsSpan((int)Math.Min(offset, bytes.Length));
            part = part[..Math.Min(part.Length, into.Length)];
            part.CopyTo(into);
            return part.Length;
        }
    }

    /// <summary>Null: it is gone already.</summary>
    private static FileStamp? StampOf(string path) => new FileInfo(path) is { Exists: true } file ? new FileStamp(file.LastWriteTimeUtc, file.Length) : null;

    private sealed record FileStamp(DateTime Written, long Length);

    /// <param name="Stamp">Null: not looked at in this run.</param>
    /// <param name="Key">Of the item that it is; null: it is none.</param>
    private sealed record SeenFile(FileStamp? Stamp, WorklistKey? Key);
}
