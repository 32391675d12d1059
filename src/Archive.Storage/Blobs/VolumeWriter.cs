using System.Diagnostics;
using Archive.Storage.Health;

namespace Archive.Storage.Blobs;

/// <summary>
/// Appends gathered blobs to the open volume and makes them durable in groups: one flush serves everyone whose record was
/// written before it.
/// Threads: one thread of its own writes and flushes and alone touches the open volume. <see cref="Append"/>
/// and <see cref="Fail"/> may be called from any thread; waiters continue on the thread pool.
/// Failures: without space the record that did not fit fails, and all later ones until a probe, once a second, finds
/// space. When a flush fails nobody knows what is on the disk, so it is never repeated: everything fails from then on.
/// </summary>
internal sealed class VolumeWriter : IAsyncDisposable
{
    private static readonly TimeSpan ProbePeriod = TimeSpan.FromSeconds(1);

    private readonly VolumeDirectory _directory;
    private readonly MemoryBudget _budget;
    private readonly TimeProvider _time;
    private readonly ArchiveHealth _health;
    private readonly long _volumeBytes;
    private readonly long _probeBytes;
    private readonly ITimer _probe;
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private readonly object _gate = new(); // guards the next three; pulsed when one changes
    private List<PendingRecord> _queue = [];
    private bool _probeIsDue;
    private bool _isStopping;

    private volatile DurableEnd? _durableEnd;

    // The writer's thread only.
    private readonly List<(PendingRecord Record, BlobRef Blob)> _group = [];
    private readonly List<ReadOnlyMemory<byte>> _buffers = [];
    private List<PendingRecord> _taken = [];
    private VolumeFile? _volume;
    private long _position;
    private long _groupOffset;
    private long _records;
    private TimeSpan _lastFlush;

    public VolumeWriter(VolumeDirectory directory, VolumeStoreOptions options, MemoryBudget budget, TimeProvider time, ArchiveHealth health)
    {
        _directory = directory;
        _budget = budget;
        _time = time;
        _health = health;
        _volumeBytes = options.VolumeBytes;
        _probeBytes = options.LargeObjectBytes;
        _probe = time.CreateTimer(_ => Probe(), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        new Thread(Run) { IsBackground = true, Name = "volume writer" }.Start();
    }

    private HealthState State => _health[ArchivePart.Volumes].State;

    /// <summary>Where what is durable of the open volume ends; the file's end for every other volume.</summary>
    public long GetDurableEnd(long volume) => _durableEnd is { } end && end.Volume == volume ? end.Position : long.MaxValue;

    /// <summary>Takes the record and its blocks; its task completes when it is durable or has failed.</summary>
    public void Append(PendingRecord record)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isStopping, this);
            _queue.Add(record);
            Monitor.Pulse(_gate);
        }
    }

    /// <summary>Stable storage failed: nothing is taken any more.</summary>
    public StorageFailedException Fail(Exception cause)
    {
        var reason = $"Stable storage in {_directory.Path} failed, no objects are taken until the archive is started again: {cause.Message}";
        _health.Report(ArchivePart.Volumes, HealthState.Failed, reason);
        return new StorageFailedException(reason, cause);
    }

    /// <summary>Writes what is queued, seals the open volume and ends the thread.</summary>
    public async ValueTask DisposeAsync()
    {
        lock (_gate)
        {
            _isStopping = true;
            Monitor.Pulse(_gate);
        }

        await _ended.Task;
        await _probe.DisposeAsync();
    }

    private void Run()
    {
        while (Take(out var probeIsDue))
        {
            try
            {
                if (probeIsDue)
                    TryToRecover();
                var oldest = Stopwatch.GetTimestamp();
                do
                    WriteTaken();
                while (Stopwatch.GetElapsedTime(oldest) < _lastFlush && TakeMore());
                FlushGroup();
            }
            catch (Exception e)
            {
                FailAll(Fail(e));
            }
        }

        Stop();
    }

    /// <summary>Waits for records or a probe; false when stopped and everything is written.</summary>
    private bool Take(out bool probeIsDue)
    {
        lock (_gate)
        {
            while (_queue.Count == 0 && !_probeIsDue && !_isStopping)
                Monitor.Wait(_gate);
            probeIsDue = _probeIsDue;
            _probeIsDue = false;
            (_taken, _queue) = (_queue, _taken);
            return _taken.Count > 0 || !_isStopping;
        }
    }

    private bool TakeMore()
    {
        lock (_gate)
            (_taken, _queue) = (_queue, _taken);
        return _taken.Count > 0;
    }

    private void WriteTaken()
    {
        foreach (var record in _taken)
        {
            Exception? refusal = null;
            try
            {
                _health[ArchivePart.Volumes].ThrowIfRefusing();
                Write(record);
            }
            catch (Exception e) when (e is StorageFullException or StorageFailedException)
            {
                refusal = e;
                if (State == HealthState.Working)
                    BecomeFull(e.Message);
            }
            finally
            {
                ReturnBlocks(record);
            }

            if (refusal is not null)
                record.SetException(refusal);
        }

        _taken.Clear();
    }

    private void Write(PendingRecord record)
    {
        if (_volume is not null && _records > 0 && _position + record.Length + VolumeFooter.Length > _volumeBytes)
        {
            FlushGroup();
            SealVolume();
        }

        OpenVolume();
        if (_group.Count == 0)
            _groupOffset = _position = VolumeFormat.Align(_position, VolumeFormat.GroupAlignment);
        _volume!.Reserve(_position + record.Length);
        var blob = record.Place(_volume.Id, _position, _groupOffset, _time.GetUtcNow());
        _buffers.Clear();
        foreach (var block in record.Blocks)
            _buffers.Add(block.Written);
        try
        {
            _volume.Write(_buffers, _position);
        }
        catch (StorageFullException)
        {
            _volume.CutTo(_position);
            throw;
        }

        _position += record.Length;
        _records++;
        _group.Add((record, blob));
    }

    private void FlushGroup()
    {
        if (_group.Count == 0)
            return;
        var started = Stopwatch.GetTimestamp();
        _volume!.Flush();
        _lastFlush = Stopwatch.GetElapsedTime(started);

        _durableEnd = new DurableEnd(_volume.Id, _position);
        BlobMetrics.FlushDuration.Record(_lastFlush.TotalSeconds);
        BlobMetrics.GroupSize.Record(_group.Count);
        foreach (var (record, blob) in _group)
        {
            BlobMetrics.BytesWritten.Add(blob.Length);
            record.SetResult(blob);
        }

        _group.Clear();
    }

    private void OpenVolume()
    {
        if (_volume is not null)
            return;
        _volume = VolumeFile.Create(_directory, VolumeDirectory.Open, _time.GetUtcNow());
        _directory.Flush();
        _position = VolumeFormat.FirstRecord;
        _durableEnd = new DurableEnd(_volume.Id, _position);
        _records = 0;
    }

    private void SealVolume()
    {
        if (_records > 0)
            _volume!.Seal(_position, _records, VolumeDirectory.Sealed);
        else
            _volume!.Delete();
        _volume.Dispose();
        _volume = null;
    }

    private void BecomeFull(string reason)
    {
        _health.Report(ArchivePart.Volumes, HealthState.Full, reason);
        _probe.Change(ProbePeriod, ProbePeriod);
    }

    private void Probe()
    {
        lock (_gate)
        {
            _probeIsDue = true;
            Monitor.Pulse(_gate);
        }
    }

    private void TryToRecover()
    {
        if (State != HealthState.Full)
            return;
        try
        {
            OpenVolume();
            _volume!.Reserve(_position + _probeBytes);
            _health.Report(ArchivePart.Volumes, HealthState.Working);
            _probe.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
        catch (StorageFullException e)
        {
            _health.Report(ArchivePart.Volumes, HealthState.Full, e.Message);
        }
    }

    private void FailAll(StorageFailedException failure)
    {
        foreach (var (record, _) in _group)
            record.TrySetException(failure);
        _group.Clear();
        foreach (var record in _taken)
        {
            ReturnBlocks(record);
            record.TrySetException(failure);
        }

        _taken.Clear();
    }

    private void ReturnBlocks(PendingRecord record)
    {
        foreach (var block in record.Blocks)
            _budget.Return(block);
        record.Blocks.Clear();
    }

    private void Stop()
    {
        try
        {
            if (_volume is not null && State != HealthState.Failed)
                SealVolume();
            _ended.SetResult();
        }
        catch (Exception e)
        {
            _ended.SetException(Fail(e));
        }
        finally
        {
            _volume?.Dispose();
        }
    }

    private sealed record DurableEnd(long Volume, long Position);
}
