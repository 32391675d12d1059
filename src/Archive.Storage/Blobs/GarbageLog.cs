using System.Buffers.Binary;

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
    private readonly Lock _gate = new();
    private readonly Dictionary<long, long> _bytes = [];

    public GarbageLog(VolumeDirectory directory)
    {
        _directory = directory;
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

    public void Add(BlobRef blob)
    {
        Span<byte> entry = stackalloc byte[EntryLength];
        var length = VolumeFormat.RecordLength(blob.PrefixLength, blob.DataSetLength);
        BinaryPrimitives.WriteInt64LittleEndian(entry, blob.Offset);
        BinaryPrimitives.WriteInt64LittleEndian(entry[sizeof(long)..], length);
        lock (_gate)
        {
            _bytes[blob.Volume] = _bytes.GetValueOrDefault(blob.Volume) + length;
            try
            {
                using var file = new FileStream(
                    _directory.GetPath(blob.Volume, VolumeDirectory.Garbage), FileMode.Append, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0);
                file.Write(entry);
            }
            catch (IOException)
            {
                // A full disk must not keep anyone from giving space back; the count in memory has it until a restart.
            }
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
        lock (_gate)
        {
            _bytes.Remove(volume);
            _directory.Files.Delete(_directory.GetPath(volume, VolumeDirectory.Garbage));
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
