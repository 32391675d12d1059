using System.Threading.Channels;
using Archive.Storage.Blobs;
using Archive.Storage.Members;

namespace Archive.Storage.Database;

/// <summary>
/// The sets of volumes of a member, in the tables <c>volume_set</c> and <c>released_blob</c>. What is released of others' sets is written by a task of its own,
/// many at once, and waits in memory while the database does not answer.
/// </summary>
public abstract class ServerVolumeSets : IVolumeSets, IAsyncDisposable
{
    private protected const int MaxBatch = 1000;

    /// <summary>Of more than this, which wait while the database does not answer, the space comes back later or not at all.</summary>
    private const int MaxWaiting = 64 * 1024;

    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LastWrite = TimeSpan.FromSeconds(5);

    private readonly Channel<ReleasedRecord> _released = Channel.CreateBounded<ReleasedRecord>(
        new BoundedChannelOptions(MaxWaiting) { FullMode = BoundedChannelFullMode.DropWrite, SingleReader = true });
    private readonly CancellationTokenSource _stop = new();
    private readonly Task _writing;
    private bool _isClosed;

    private protected ServerVolumeSets(int own)
    {
        Own = own;
        _writing = WriteReleasedAsync();
    }

    /// <inheritdoc />
    public int Own { get; }

    /// <inheritdoc />
    public void Release(ReleasedRecord record) => _released.Writer.TryWrite(record);

    /// <inheritdoc />
    public abstract ValueTask<IReadOnlyList<ReleasedRecord>> CollectAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask<IReadOnlyList<int>> AdoptAsync(CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask<bool> HasAsync(int set, CancellationToken cancellationToken);

    /// <inheritdoc />
    public abstract ValueTask FreeAsync(int set, CancellationToken cancellationToken);

    /// <summary>Writes what was released of others' sets, if the database answers. Does nothing the second time.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isClosed)
            return;
        _isClosed = true;
        _released.Writer.TryComplete();
        _stop.CancelAfter(LastWrite);
        await _writing.ConfigureAwait(false);
        _stop.Dispose();
        await CloseAsync().ConfigureAwait(false);
        GC.SuppressFinalize(this);
    }

    private protected static NoVolumeSetException MemberIsGone() => new("Another node took this one for dead while it started. Start it again.");

    private protected static NoVolumeSetException AllAreTaken() => new(
        $"All {VolumeSet.Count} sets of volumes are taken. Sets of nodes that ended without closing them are free again an hour after a running node has taken "
        + "them over: stop nodes, or let one run for an hour, then start this one again.");

    private protected abstract ValueTask WriteAsync(IReadOnlyList<ReleasedRecord> records, CancellationToken cancellationToken);

    private protected abstract ValueTask CloseAsync();

    private async Task WriteReleasedAsync()
    {
        var batch = new List<ReleasedRecord>(MaxBatch);
        while (await _released.Reader.WaitToReadAsync(CancellationToken.None).ConfigureAwait(false))
        {
            while (batch.Count < MaxBatch && _released.Reader.TryRead(out var record))
                batch.Add(record);
            while (!await TryWriteAsync(batch).ConfigureAwait(false) && !_stop.IsCancellationRequested)
                await Task.Delay(RetryDelay, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            batch.Clear();
        }
    }

    private async ValueTask<bool> TryWriteAsync(List<ReleasedRecord> records)
    {
        try
        {
            await WriteAsync(records, _stop.Token).ConfigureAwait(false);
            return true;
        }
        catch (Exception e) when (e is MembersUnavailableException or OperationCanceledException)
        {
            return false;
        }
    }
}
