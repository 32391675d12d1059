using System.Diagnostics;
using Archive.Storage.Health;

namespace Archive.Storage.Journal;

/// <summary>
/// The one thread that writes the journal. <see cref="AppendAsync"/> may be called from any thread; everything else runs on
/// the writer's own. It takes all that is queued, writes it in one transaction and answers when that is committed. A group
/// goes on taking while appends keep coming, or while fewer have come than were in the last one, whose senders were answered together. It
/// does so until it is older than the last commit took, since waiting longer would gain nothing, and never for longer than
/// <see cref="LongestWait"/>, since the last commit may have met a database that hung.
/// A full disk fails the group and nothing after it, and so does a database that does not answer; a failed disk fails everything
/// after it too, since no one can say what a failed fsync left behind.
/// </summary>
/// <remarks>The queue needs no bound of its own: each append in it has a caller who waits for it.</remarks>
internal sealed class JournalWriter : IDisposable
{
    private const int MaxGroup = 1024;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMilliseconds(20);

    private readonly IJournalSession _session;
    private readonly ArchiveHealth _health;
    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _queue = new();
    private readonly List<PendingAppend> _group = [];
    private readonly Thread _thread;
    private TimeSpan _patience; // of a group that could be larger
    private int _lastGroup;
    private long _seenAt = Stopwatch.GetTimestamp(); // the end of the journal
    private bool _stopping;
    private StorageFailedException? _failure;

    public JournalWriter(IJournalSession session, ArchiveHealth health)
    {
        _session = session;
        _health = health;
        _thread = new Thread(Run) { Name = "journal writer", IsBackground = true };
        JournalMetrics.Begin();
        _thread.Start();
    }

    public CommitSignal Commits { get; } = new();

    /// <inheritdoc cref="IJournalFeed.Lag"/>
    public TimeSpan Lag => _session.LookInterval == Timeout.InfiniteTimeSpan ? TimeSpan.Zero : Stopwatch.GetElapsedTime(Volatile.Read(ref _seenAt));

    public Task<AppendResult> AppendAsync(JournalAppend append)
    {
        var pending = new PendingAppend(append);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, typeof(IJournal));
            _queue.Enqueue(pending);
            Monitor.Pulse(_gate);
        }

        return pending.Task;
    }

    /// <summary>Writes what is queued, then stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _stopping = true;
            Monitor.Pulse(_gate);
        }

        _thread.Join();
        Commits.Stop();
        _session.Dispose();
    }

    private void Run()
    {
        while (WaitForAppends())
        {
            Write(_group, takesMore: true);
            _lastGroup = _group.Count;
            _group.Clear();
        }
    }

    /// <summary>False when the writer is to stop and nothing is left to write.</summary>
    private bool WaitForAppends()
    {
        while (true)
        {
            lock (_gate)
            {
                if (_queue.Count == 0 && !_stopping)
                    Monitor.Wait(_gate, _session.LookInterval);
                if (TakeQueued() || _stopping)
                    return _group.Count > 0;
            }

            Look();
        }
    }

    private bool TakeMore(long startedAt)
    {
        var left = _patience - Stopwatch.GetElapsedTime(startedAt);
        if (left <= TimeSpan.Zero)
            return false;
        lock (_gate)
        {
            if (_queue.Count == 0 && _group.Count < _lastGroup && !_stopping)
                Monitor.Wait(_gate, left);
            return TakeQueued();
        }
    }

    private bool TakeQueued()
    {
        var before = _group.Count;
        while (_group.Count < MaxGroup && _queue.TryDequeue(out var pending))
            _group.Add(pending);
        return _group.Count > before;
    }

    private void Look()
    {
        if (_failure is not null)
            return;
        try
        {
            var lookedAt = Stopwatch.GetTimestamp();
            if (_session.Look())
                Commits.Committed();
            Volatile.Write(ref _seenAt, lookedAt);
            _health.Report(ArchivePart.Journal, HealthState.Working);
        }
        catch (Exception exception)
        {
            Report(exception);
        }
    }

    /// <summary>
    /// An append that cannot be written must not cost anyone else anything, and hardly ever comes: those that came with it are written
    /// again without it, which is found by halves.
    /// </summary>
    /// <param name="takesMore">The appends are the group, which goes on taking.</param>
    private void Write(List<PendingAppend> appends, bool takesMore)
    {
        if (_failure is not null)
        {
            Fail(appends, _failure);
            return;
        }

        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            _session.Begin();
            for (var i = 0; i < appends.Count || (takesMore && TakeMore(startedAt)); i++)
                _session.Apply(appends[i]);
            var commitAt = Stopwatch.GetTimestamp();
            _session.Commit();
            var took = Stopwatch.GetElapsedTime(commitAt);
            _patience = took < LongestWait ? took : LongestWait;
            Volatile.Write(ref _seenAt, commitAt);
        }
        catch (Exception exception)
        {
            _session.Rollback();
            var isOfOne = exception is not (StorageFullException or StorageUnavailableException or StorageFailedException);
            if (isOfOne && appends.Count > 1)
            {
                Write(appends[..(appends.Count / 2)], takesMore: false);
                Write(appends[(appends.Count / 2)..], takesMore: false);
            }
            else
            {
                Report(exception);
                Fail(appends, exception);
            }

            return;
        }

        _health.Report(ArchivePart.Journal, HealthState.Working);
        Commits.Committed();
        JournalMetrics.GroupCommitted(appends.Count, Stopwatch.GetElapsedTime(startedAt));
        Answer(appends);
    }

    private void Report(Exception exception)
    {
        if (exception is StorageFailedException failure)
        {
            _failure = failure;
            _health.Report(ArchivePart.Journal, HealthState.Failed,
                $"The journal cannot be written, no objects are taken until the archive is started again: {failure.Message}");
        }
        else if (exception is StorageUnavailableException)
        {
            _health.Report(ArchivePart.Journal, HealthState.Impaired, exception.Message);
        }
    }

    private static void Answer(List<PendingAppend> appends)
    {
        foreach (var pending in appends)
        {
            if (!pending.Result.IsCommitted && pending.Append.Events.Count > 0)
                JournalMetrics.Refused();
            pending.SetResult(pending.Result);
        }
    }

    private static void Fail(List<PendingAppend> appends, Exception exception)
    {
        foreach (var pending in appends)
            pending.SetException(exception);
    }
}
