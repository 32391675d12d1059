using System.Buffers;
using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Archive.Storage.Blobs;
using Archive.Storage.Database.Sqlite;
using Archive.Storage.Tests.Blobs;
using Archive.Testing;
using Microsoft.Win32.SafeHandles;
using static Archive.Storage.Tests.Blobs.BlobStoreExtensions;

namespace Archive.Storage.Tests.Threads;

/// <summary>Nothing of what waits for a disk runs on the thread pool, which others need.</summary>
public sealed class PoolTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly WatchedFiles _files = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Objects_are_written_and_read_on_threads_of_the_store()
    {
        await using var store = VolumeStore.Open(new VolumeStoreOptions { Directory = _folder["volumes"], MinimumFreeBytes = 0 }, new MemoryBudget(16 << 20), TimeProvider.System, _files);
        _files.IsWatching = true;
        var (small, large) = (RandomBytes(1_000, seed: 1), RandomBytes(9_000_000, seed: 2));

        var first = await OnPoolAsync(() => store.StoreAsync(Key(1), small));
        var second = await OnPoolAsync(() => store.StoreAsync(Key(2), large));
        await OnPoolAsync(() => AbandonAsync(store));
        await OnPoolAsync(async () =>
        {
            await store.AssertHoldsAsync(first, small);
            await store.AssertHoldsAsync(second, large);
            store.Release(second);
            return true;
        });

        Assert.Superset(new HashSet<string> { "Create", "Write", "FlushData", "Move", "OpenRead", "Read", "Delete" }, _files.Calls.Keys.ToHashSet());
        Assert.Empty(_files.OnPool);
    }

    [Fact]
    public async Task The_database_is_read_on_threads_of_its_own_whoever_asks()
    {
        using var database = SqliteDatabase.Open(_folder["archive.db"]);

        Assert.False(await OnPoolAsync(() => database.Readers.ReadAsync(_ => Thread.CurrentThread.IsThreadPoolThread, CancellationToken.None).AsTask()));
    }

    private static async Task<T> OnPoolAsync<T>(Func<Task<T>> work) => await Task.Run(work);

    private static async Task<bool> AbandonAsync(VolumeStore store)
    {
        await using var writer = store.CreateWriter(Key(3), Prefix);
        await writer.AppendAsync(new ReadOnlySequence<byte>(new byte[6_000_000]));
        return true;
    }

    /// <summary>Notes what is asked of the file system, and what of it on a thread of the pool.</summary>
    private sealed class WatchedFiles : FileOperations
    {
        public volatile bool IsWatching;

        public ConcurrentDictionary<string, bool> Calls { get; } = new();

        public ConcurrentBag<string> OnPool { get; } = [];

        public override SafeFileHandle Create(string path) => Watch(() => base.Create(path));

        public override SafeFileHandle OpenRead(string path) => Watch(() => base.OpenRead(path));

        public override void Append(string path, ReadOnlySpan<byte> bytes)
        {
            Note();
            base.Append(path, bytes);
        }

        public override int Read(SafeFileHandle file, Span<byte> bytes, long offset)
        {
            Note();
            return base.Read(file, bytes, offset);
        }

        public override void Move(string from, string to)
        {
            Note();
            base.Move(from, to);
        }

        public override void Delete(string path)
        {
            Note();
            base.Delete(path);
        }

        public override void FlushData(SafeFileHandle file) => Note();

        public override void FlushDirectory(string path) => Note();

        public override void Allocate(SafeFileHandle file, long offset, long length)
        {
            Note();
            base.Allocate(file, offset, length);
        }

        public override void Write(SafeFileHandle file, ReadOnlySpan<byte> bytes, long offset)
        {
            Note();
            base.Write(file, bytes, offset);
        }

        public override void Write(SafeFileHandle file, IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset)
        {
            Note();
            base.Write(file, buffers, offset);
        }

        private T Watch<T>(Func<T> call, [CallerMemberName] string name = "")
        {
            Note(name);
            return call();
        }

        private void Note([CallerMemberName] string name = "")
        {
            if (!IsWatching)
                return;
            Calls[name] = true;
            if (Thread.CurrentThread.IsThreadPoolThread)
                OnPool.Add(name);
        }
    }
}
