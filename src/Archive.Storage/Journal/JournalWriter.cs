using System.Diagnostics;
using Archive.Storage.Health;

namespace Archive.Storage.Journal;

/// <summary>
/// The one thread that writes the journal. <see cref="AppendAsync"/> may be called from any thread; everything else runs on
/// the writer's own. It takes all that is queued, writes it in one transaction and answers when that is committed. A group
/// goes on taking while appends keep coming, until it is older than the last commit took: waiting longer would gain nothing.
/// A full disk fails the group and nothing after it; a failed disk fails everything after it too, since no one can say what
/// a failed fsync left behind.
/// </summary>
/// <remarks>The queue needs no bound of its own: each append in it has a caller who waits for it.</remarks>
internal sealed class JournalWriter : IDisposable
{
    private const int MaxGroup = 1024;

    private readonly IJournalSession _session;
    private readonly ArchiveHealth _health;
    private readonly object _gate = new();
    private readonly Queue<PendingAppend> _queue = new();
    private readonly List<PendingAppend> _group = [];
    private readonly Thread _thread;
    private long _lastCommitTicks;
    private bool _stopping;
    private StorageFailedException? _failure;

    public JournalWriter(IJournalSession session, ArchiveHealth health)
    {
        _session = session;
        _health = health;
        _thread = new Thread(Run) { Name = "journal writer", IsBackground = true };
        _thread.Start();
    }

    public CommitSignal Commits { get; } = new();

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
            if (_failure is null)
                WriteGroup();
            else
                Fail(_failure);
            _group.Clear();
        }
    }

    /// <summary>False when the writer is to stop and nothing is left to write.</summary>
    private bool WaitForAppends()
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_stopping)
                Monitor.Wait(_gate);
            TakeQueued();
            return _group.Count > 0;
        }
    }

    private bool TakeMore(long startedAt)
    {
        if (Stopwatch.GetTimestamp() - startedAt > _lastCommitTicks)
            return false;
        lock (_gate)
            return TakeQueued();
    }

    private bool TakeQueued()
    {
        var before = _group.Count;
        while (_group.Count < MaxGroup && _queue.TryDequeue(out var pending))
            _group.Add(pending);
        return _group.Count > before;
    }

    private void WriteGroup()
    {
        var startedAt = Stopwatch.GetTimestamp();
        try
        {
            _session.Begin();
            ApplyGroup(startedAt);
            var commitAt = Stopwatch.GetTimestamp();
            _session.Commit();
            _lastCommitTicks = Stopwatch.GetTimestamp() - commitAt;
        }
        catch (Exception exception)
        {
            _session.Rollback();
            if (exception is StorageFailedException failure)
            {
                _failure = failure;
                _health.Report(ArchivePart.Journal, HealthState.Failed,
                    $"The journal cannot be written, no objects are taken until the archive is started again: {failure.Message}");
            }

            Fail(exception);
            return;
        }

        Commits.Committed();
        JournalMetrics.GroupCommitted(_group.Count, Stopwatch.GetElapsedTime(startedAt));
        Answer();
    }

    /// <summary>
    /// An append that cannot be written is left out and the others are written again from the start: it must not cost
    /// anyone else anything, and hardly ever happens.
    /// </summary>
    private void ApplyGroup(long startedAt)
    {
        for (var i = 0; i < _group.Count || TakeMore(startedAt); i++)
        {
            var pending = _group[i];
            if (pending.Refusal is not null)
                continue;
            try
            {
                pending.Result = _session.Apply(pending.Append);
            }
            catch (Exception exception) when (exception is not (StorageFullException or StorageFailedException))
            {
                pending.Refusal = exception;
                _session.Rollback();
                _session.Begin();
                i = -1;
            }
        }
    }

    private void Answer()
    {
        foreach (var pending in _group)
        {
            if (pending.Refusal is null)
                pending.SetResult(pending.Result);
            else
                pending.SetException(pending.Refusal);
        }
    }

    private void Fail(Exception exception)
    {
        foreach (var pending in _group)
            pending.SetException(pending.Refusal ?? exception);
    }
}
