using Archive.Storage.Blobs;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Tests.Blobs;

/// <summary>A file system that fails, fills up or holds its flushes as told, and otherwise does everything but wait for the disk.</summary>
internal sealed class ScriptedFiles : FileOperations
{
    private int _flushes;

    public ManualResetEventSlim FlushMayEnd { get; } = new(true);

    public SemaphoreSlim FlushHasBegun { get; } = new(0);

    public volatile bool FlushFails;

    public long FreeBytes { get; set; } = long.MaxValue;

    /// <summary>How many bytes a write takes before the disk is full.</summary>
    public int? WriteStopsAfter { get; set; }

    public int Flushes => Volatile.Read(ref _flushes);

    public override void FlushData(SafeFileHandle file)
    {
        FlushHasBegun.Release();
        FlushMayEnd.Wait();
        Interlocked.Increment(ref _flushes);
        if (FlushFails)
            throw new IOException("The disk is on fire.");
    }

    public override void FlushDirectory(string path)
    {
    }

    public override long GetFreeBytes(string path) => FreeBytes;

    public override void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset)
    {
        if (WriteStopsAfter is { } count)
        {
            RandomAccess.Write(file, buffers[0].Span[..Math.Min(count, buffers[0].Length)], offset);
            throw new StorageFullException("No space is left on the device.");
        }

        base.Write(file, buffers, offset);
    }
}
