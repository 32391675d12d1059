using System.Collections.Concurrent;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>Reads from volumes through a bounded number of shared handles. May be used from any thread.</summary>
internal sealed class VolumeReader(string directory) : IDisposable
{
    private const int MaxHandles = 512;

    // An open volume is looked for before a sealed one: it may be renamed in between, and only in this direction.
    private static readonly string[] Extensions = [VolumeDirectory.Open, VolumeDirectory.Sealed, VolumeDirectory.LargeObject];

    private readonly ConcurrentDictionary<long, SafeFileHandle> _handles = new();
    private readonly ConcurrentQueue<long> _opened = new();

    public async ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (position >= blob.Length || buffer.IsEmpty)
            return 0;
        if (buffer.Length > blob.Length - position)
            buffer = buffer[..(int)(blob.Length - position)];
        while (true)
        {
            try
            {
                var count = await RandomAccess.ReadAsync(
                    GetHandle(blob.Volume), buffer, blob.Offset + RecordHeader.Length + position, cancellationToken);
                return count > 0 ? count : throw new InvalidDataException($"Volume {blob.Volume:x16} ends before the blob at {blob.Offset} does.");
            }
            catch (ObjectDisposedException)
            {
                // Another reader's open pushed this handle out between look-up and use; open it again.
            }
        }
    }

    /// <summary>A handle that the caller closes.</summary>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    public SafeFileHandle Open(long volume)
    {
        foreach (var extension in Extensions)
        {
            var path = VolumeDirectory.GetPath(directory, volume, extension);
            if (!File.Exists(path))
                continue;
            try
            {
                return File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
            }
            catch (FileNotFoundException)
            {
                // Renamed since: the next extension has it.
            }
        }

        throw new BlobNotFoundException($"There is no volume {volume:x16} in {directory}.");
    }

    /// <summary>Forgets the volume's handle; reads that have begun end as they would have.</summary>
    public void Close(long volume)
    {
        if (_handles.TryRemove(volume, out var handle))
            handle.Dispose();
    }

    public void Dispose()
    {
        foreach (var volume in _handles.Keys)
            Close(volume);
    }

    private SafeFileHandle GetHandle(long volume)
    {
        if (_handles.TryGetValue(volume, out var handle))
            return handle;
        var opened = Open(volume);
        handle = _handles.GetOrAdd(volume, opened);
        if (handle != opened)
        {
            opened.Dispose();
            return handle;
        }

        _opened.Enqueue(volume);
        if (_opened.Count > MaxHandles && _opened.TryDequeue(out var oldest))
            Close(oldest);
        return handle;
    }
}
