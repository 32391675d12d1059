using System.Buffers.Binary;
using Archive.Storage.Threads;

namespace Archive.Storage.Blobs;

/// <summary>
/// Counts what was released of each volume, in a small file beside it (<c>docs/formats/volume.md</c>). It only says where
/// compaction is worth while, never what is garbage, so it is not flushed and a lost entry costs nothing but time. May be
/// used from any thread.
/// </summary>
internal sealed class GarbageLog
{
    private const int EntryLength = 2 * sizeof(long);

    private readonly VolumeDirectory _directory;
    private readonly DiskThreads _threads;
    private readonly Lock _filesGate = new(); // taken before the other, and only where one may wait for the disk
    private readonly Lock _gate = new();
    private readonly Dictionary<long, long> _bytes = [];
    private readonly Queue<ReleasedRecord> _unwritten = new(); // not empty: somebody is about to write

    /// <param name="threads">Write the files; disposed by who made them.</param>
    public GarbageLog(VolumeDirectory directory, DiskThreads threads)
    {
        _directory = directory;
        _threads = threads;
        var ids = directory.Enumerate().ToLookup(file => file.Extension == VolumeDirectory.Garbage, file => file.Id);
        var volumes = ids[false].ToHashSet();
        foreach (var id in ids[true])
        {
            if (volumes.Contains(id))
                _bytes[id] = Load(directory.GetPath(id, VolumeDirectory.Garbage));
            else
                directory.Files.Delete(directory.GetPath(id, VolumeDirectory.Garbage));
        }
    }

    /// <summary>Never throws, and waits for no disk: who gives space back has done its work.</summary>
    public void Add(ReleasedRecord record)
    {
        lock (_gate)
        {
            _bytes[record.Volume] = _bytes.GetValueOrDefault(record.Volume) + record.Length;
            _unwritten.Enqueue(record);
            if (_unwritten.Count > 1)
                return; // who writes the others writes this one too
        }

        try
        {
            _ = _threads.RunAsync(WriteAll).AsTask();
        }
        catch (ObjectDisposedException)
        {
            // The store has been closed; to forget an entry costs nothing but time.
        }
    }

    public long GetBytes(long volume)
    {
        lock (_gate)
            return _bytes.GetValueOrDefault(volume);
    }

    /// <summary>The volume is gone.</summary>
    public void Drop(long volume)
    {
        lock (_filesGate)
        {
            lock (_gate)
                _bytes.Remove(volume);
            _directory.Files.Delete(_directory.GetPath(volume, VolumeDirectory.Garbage));
        }
    }

    private void WriteAll()
    {
        lock (_filesGate)
        {
            while (TryGetNext(out var record, out var isWanted))
            {
                if (isWanted)
                    Write(record);
                lock (_gate)
                    _unwritten.Dequeue();
            }
        }
    }

    private bool TryGetNext(out ReleasedRecord record, out bool isWanted)
    {
        lock (_gate)
        {
            var hasNext = _unwritten.TryPeek(out record);
            isWanted = hasNext && _bytes.ContainsKey(record.Volume);
            return hasNext;
        }
    }

    private void Write(ReleasedRecord record)
    {
        Span<byte> entry = stackalloc byte[EntryLength];
        BinaryPrimitives.WriteInt64LittleEndian(entry, record.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(entry[sizeof(long)..], record.Length);
        try
        {
            _directory.Files.Append(_directory.GetPath(record.Volume, VolumeDirectory.Garbage), entry);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A disk that is full or failed must not keep anyone from giving space back; the count in memory has it until a restart.
        }
    }

    private static long Load(string path)
    {
        var bytes = File.ReadAllBytes(path).AsSpan();
        var seen = new HashSet<long>();
        var sum = 0L;
        for (; bytes.Length >= EntryLength; bytes = bytes[EntryLength..])
        {
            if (seen.Add(BinaryPrimitives.ReadInt64LittleEndian(bytes)))
                sum += BinaryPrimitives.ReadInt64LittleEndian(bytes[sizeof(long)..]);
        }

        return sum;
    }
}
