using System.Collections.Concurrent;
using System.Globalization;
using Archive.Storage.Threads;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>
/// Reads from volumes through a bounded number of shared handles. What the system has in memory is read at once, all else on threads of
/// its own, which wait for the disk. Volumes of other nodes may grow meanwhile, get another name or go: then they are opened anew. May be
/// used from any thread.
/// </summary>
/// <param name="root">The directory of all volumes.</param>
/// <param name="threads">Disposed by who made them.</param>
/// <param name="isOwn">Whether nobody but this process writes the volume.</param>
internal sealed class VolumeReader(string root, FileOperations files, DiskThreads threads, Predicate<long> isOwn) : IDisposable
{
    private const int MaxHandles = 512;

    // An open volume is looked for before a sealed one: it may be renamed in between, and only in this direction.
    private static readonly string[] Extensions = [VolumeDirectory.Open, VolumeDirectory.Sealed, VolumeDirectory.LargeObject];

    private readonly ConcurrentDictionary<long, OpenedVolume> _volumes = new();
    private readonly ConcurrentDictionary<long, bool> _doubtful = new();
    private readonly ConcurrentQueue<KeyValuePair<long, OpenedVolume>> _opened = new(); // some of them are closed by now

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

    /// <inheritdoc cref="IBlobStore.Refresh"/>
    public void Refresh(long volume)
    {
        _doubtful[volume] = true; // until it is opened again
        Close(volume);
    }

    /// <summary>A handle that the caller closes.</summary>
    /// <param name="isGrowing">It was found under the name of a volume that is being written.</param>
    /// <exception cref="BlobNotFoundException">There is no such volume.</exception>
    public SafeFileHandle Open(long volume, out bool isGrowing)
    {
        var handle = FindByName(volume, out isGrowing) ?? FindInList(volume, out isGrowing)
            ?? throw new BlobNotFoundException($"There is no volume {volume:x16} in {root}.");
        if (_doubtful.TryRemove(volume, out _))
            files.DropCached(handle);
        return handle;
    }

    /// <summary>Forgets the volume's handle; reads that have begun end as they would have.</summary>
    public void Close(long volume)
    {
        if (_volumes.TryRemove(volume, out var opened))
            opened.Handle.Dispose();
    }

    /// <summary>Forgets handles of volumes that others have deleted, which would keep their space.</summary>
    public void CloseVanished()
    {
        foreach (var volume in _volumes.Keys)
        {
            if (!isOwn(volume) && !Exists(volume))
                Close(volume);
        }
    }

    public void Dispose()
    {
        foreach (var volume in _volumes.Keys)
            Close(volume);
    }

    private int ReadCached(BlobRef blob, long position, Span<byte> bytes)
    {
        if (!_volumes.TryGetValue(blob.Volume, out var opened) || !opened.Shows(blob))
            return 0;
        try
        {
            return files.ReadCached(opened.Handle, bytes, blob.Offset + RecordHeader.Length + position);
        }
        catch (ObjectDisposedException)
        {
            return 0; // another reader's open pushed this handle out between look-up and use
        }
    }

    private int Read(BlobRef blob, long position, Span<byte> bytes)
    {
        for (var isRepeated = false; ;)
        {
            try
            {
                var count = files.Read(GetHandle(blob), bytes, blob.Offset + RecordHeader.Length + position);
                if (count > 0)
                    return count;
                if (isRepeated)
                    throw new InvalidDataException($"Volume {blob.Volume:x16} ends before the blob at {blob.Offset} does.");
            }
            catch (ObjectDisposedException)
            {
                continue; // another reader's open pushed this handle out between look-up and use; open it again
            }
            catch (IOException e) when (e.HResult == NativeMethods.StaleHandle && !isRepeated)
            {
                // The file is another one by now, or gone.
            }

            // What another node has written or deleted may not have been seen here yet.
            isRepeated = true;
            Refresh(blob.Volume);
        }
    }

    private SafeFileHandle GetHandle(BlobRef blob)
    {
        var volume = blob.Volume;
        if (_volumes.TryGetValue(volume, out var known))
        {
            if (known.Shows(blob))
                return known.Handle;
            if (_volumes.TryRemove(KeyValuePair.Create(volume, known)))
                known.Handle.Dispose();
        }

        var handle = Open(volume, out var isGrowing);
        var opened = new OpenedVolume(handle, isGrowing && !isOwn(volume) ? blob.Offset : long.MaxValue);
        known = _volumes.GetOrAdd(volume, opened);
        if (known != opened)
        {
            handle.Dispose();
            return known.Handle;
        }

        // Of a volume that grows there are many by and by, of which the last one alone is open: the others push nobody out, that one least of all.
        _opened.Enqueue(KeyValuePair.Create(volume, opened));
        while (_opened.Count > MaxHandles && _opened.TryDequeue(out var oldest))
        {
            if (_volumes.TryRemove(oldest))
                oldest.Value.Handle.Dispose();
        }

        // Who deletes a volume closes its handle afterwards: one that was opened before and kept after that would be kept for ever.
        if (isOwn(volume) && !Exists(volume))
            Close(volume);
        return handle;
    }

    private SafeFileHandle? FindByName(long volume, out bool isGrowing)
    {
        foreach (var extension in Extensions)
        {
            var path = VolumeDirectory.GetPath(root, volume, extension);
            if (!files.Exists(path))
                continue;
            try
            {
                isGrowing = extension == VolumeDirectory.Open;
                return files.OpenRead(path);
            }
            catch (FileNotFoundException)
            {
                // Renamed since: the next extension has it.
            }
        }

        isGrowing = false;
        return null;
    }

    /// <summary>That a name was not there the system remembers for a while; to list a directory of a server it asks that.</summary>
    private SafeFileHandle? FindInList(long volume, out bool isGrowing)
    {
        isGrowing = false;
        var folder = VolumeSet.GetFolder(root, VolumeSet.Of(volume));
        if (!VolumeSet.IsShared(volume) || isOwn(volume) || !Directory.Exists(folder))
            return null;
        foreach (var path in Directory.EnumerateFiles(folder, volume.ToString("x16", CultureInfo.InvariantCulture) + ".*"))
        {
            if (!Extensions.Contains(Path.GetExtension(path)))
                continue;
            try
            {
                isGrowing = Path.GetExtension(path) == VolumeDirectory.Open;
                return files.OpenRead(path);
            }
            catch (FileNotFoundException)
            {
                // Renamed since, or gone: what remains of the list says which.
            }
        }

        return null;
    }

    private bool Exists(long volume) => Array.Exists(Extensions, extension => files.Exists(VolumeDirectory.GetPath(root, volume, extension)));

    /// <param name="ShownUpTo">
    /// The last record that was there when it was opened, as far as known. The system may remember what lay behind as it was then: a later
    /// record is read by a handle that was opened later.
    /// </param>
    private sealed record OpenedVolume(SafeFileHandle Handle, long ShownUpTo)
    {
        public bool Shows(BlobRef blob) => blob.Offset <= ShownUpTo;
    }
}
