using Archive.Storage.Blobs;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Tests.Blobs;

/// <summary>A file system that fails, fills up or holds its flushes as told, and otherwise does everything but wait for the disk.</summary>
internal sealed class ScriptedFiles : FileOperations
{
    /// <summary>For tests that fail; those that pass wait for no more than another thread's turn.</summary>
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly ManualResetEventSlim _flushMayEnd = new(true);
    private readonly SemaphoreSlim _flushHasBegun = new(0);
    private int _flushes;

    public volatile bool FlushFails;

    public long FreeBytes { get; set; } = long.MaxValue;

    /// <summary>How many bytes a write takes before the disk is full.</summary>
    public int? WriteStopsAfter { get; set; }

    /// <summary>From where on files cannot be read.</summary>
    public long? ReadFailsFrom { get; set; }

    /// <summary>What is not to be read is not in memory either.</summary>
    public bool CachedReadsFail { get; set; } = true;

    public int Flushes => Volatile.Read(ref _flushes);

    /// <summary>
    /// No flush ends before what is returned is disposed. Declared after the store it is disposed before it, also when an
    /// assertion in between fails: the store's end waits for its flush.
    /// </summary>
    public IDisposable HoldFlushes()
    {
        _flushMayEnd.Reset();
        return new Held(_flushMayEnd);
    }

    /// <summary>Waits for the next flush to begin; each is waited for once.</summary>
    public async Task FlushHasBegunAsync() => Assert.True(await _flushHasBegun.WaitAsync(Limit), "No flush has begun.");

    public override void FlushData(SafeFileHandle file)
    {
        _flushHasBegun.Release();
        if (!_flushMayEnd.Wait(Limit))
            throw new TimeoutException("The test did not let the flush end.");
        Interlocked.Increment(ref _flushes);
        if (FlushFails)
            throw new IOException("The disk is on fire.");
    }

    public override void FlushDirectory(string path)
    {
    }

    /// <summary>Comes between the opening of a file to be read and its use.</summary>
    public Action? AfterOpenRead { get; set; }

    public override SafeFileHandle OpenRead(string path)
    {
        var handle = base.OpenRead(path);
        AfterOpenRead?.Invoke();
        return handle;
    }

    public override int Read(SafeFileHandle file, Span<byte> bytes, long offset) =>
        offset + bytes.Length > ReadFailsFrom ? throw new IOException("The disk is scratched.") : base.Read(file, bytes, offset);

    public override int ReadCached(SafeFileHandle file, Span<byte> bytes, long offset) =>
        CachedReadsFail && offset + bytes.Length > ReadFailsFrom ? 0 : base.ReadCached(file, bytes, offset);

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

    private sealed class Held(ManualResetEventSlim mayEnd) : IDisposable
    {
        public void Dispose() => mayEnd.Set();
    }
}
