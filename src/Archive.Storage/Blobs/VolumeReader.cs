using System.Collections.Concurrent;
using Archive.Storage.Threads;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>
/// Reads from volumes through a bounded number of shared handles. What the system has in memory is read at once, all else on threads of
/// its own, which wait for the disk. May be used from any thread.
/// </summary>
/// <param name="threads">Disposed by who made them.</param>
internal sealed class VolumeReader(string directory, FileOperations files, DiskThreads threads) : IDisposable
{
    private const int MaxHandles = 512;

    // An open volume is looked for before a sealed one: it may be renamed in between, and only in this direction.
    private static readonly string[] Extensions = [VolumeDirectory.Open, VolumeDirectory.Sealed, VolumeDirectory.LargeObject];

    private readonly ConcurrentDictionary<long, SafeFileHandle> _handles = new();
    private readonly ConcurrentQueue<long> _opened = new();

    public ValueTask<int> ReadAsync(BlobRef blob, long position, Memory<byte> buffer, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(position);
        if (position >= blob.Length || buffer.IsEmpty)
            return new ValueTask<int>(0);
        if (buffer.Length > blob.Length - position)
            buffer = buffer[..(int)(blob.Length - position)];
        cancellationToken.ThrowIfCancellationRequested();
        if (ReadCached(blob, position, buffer.Span) is > 0 and var count)
            return new ValueTask<int>(count);
        return threads.RunAsync(static call => call.Reader.Read(call.Blob, call.Position, call.Buffer.Span),
            (Reader: this, Blob: blob, Position: position, Buffer: buffer), cancellationToken);
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
                return files.OpenRead(path);
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

    private int ReadCached(BlobRef blob, long position, Span<byte> bytes)
    {
        if (!_handles.TryGetValue(blob.Volume, out var handle))
            return 0;
        try
        {
            return files.ReadCached(handle, bytes, blob.Offset + RecordHeader.Length + position);
        }
        catch (ObjectDisposedException)
        {
            return 0; // another reader's open pushed this handle out between look-up and use
        }
    }

    private int Read(BlobRef blob, long position, Span<byte> bytes)
    {
        while (true)
        {
            try
            {
                var count = files.Read(GetHandle(blob.Volume), bytes, blob.Offset + RecordHeader.Length + position);
                return count > 0 ? count : throw new InvalidDataException($"Volume {blob.Volume:x16} ends before the blob at {blob.Offset} does.");
            }
            catch (ObjectDisposedException)
            {
                // Another reader's open pushed this handle out between look-up and use; open it again.
            }
        }
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

        // Who deletes a volume closes its handle afterwards: one that was opened before and kept after that would be kept for ever.
        if (!Exists(volume))
            Close(volume);
        return handle;
    }

    private bool Exists(long volume) => Array.Exists(Extensions, extension => File.Exists(VolumeDirectory.GetPath(directory, volume, extension)));
}
