using System.Collections.Concurrent;
using Archive.Storage.Blobs;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Tests.Blobs;

/// <summary>
/// The files of a server, as a machine sees them that remembers what it has read and asks the server again only when a file is opened, or not
/// even then.
/// </summary>
internal sealed class RememberingFiles : FileOperations
{
    private readonly ConcurrentDictionary<SafeFileHandle, string> _paths = new();
    private readonly ConcurrentDictionary<string, byte[]> _memory = new();
    private readonly ConcurrentDictionary<string, bool> _names = new();

    /// <summary>A file that is opened is asked for anew, as NFS does it unless it is told otherwise.</summary>
    public bool AsksWhenOpening { get; set; } = true;

    /// <summary>Whether a name is there is remembered from when it was first looked for.</summary>
    public bool RemembersNames { get; set; }

    /// <summary>The error with which the next reads fail.</summary>
    public ConcurrentQueue<IOException> Errors { get; } = new();

    /// <summary>Files that were opened to be read.</summary>
    public int Opened { get; private set; }

    public override SafeFileHandle OpenRead(string path)
    {
        var handle = base.OpenRead(path);
        Opened++;
        _paths[handle] = path;
        if (AsksWhenOpening)
            _memory[path] = ReadAll(handle);
        else
            _memory.GetOrAdd(path, _ => ReadAll(handle));
        return handle;
    }

    public override bool Exists(string path) => RemembersNames ? _names.GetOrAdd(path, base.Exists) : base.Exists(path);

    public override void DropCached(SafeFileHandle file) => _memory[_paths[file]] = ReadAll(file);

    public override int Read(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        ObjectDisposedException.ThrowIf(file.IsClosed, file);
        if (Errors.TryDequeue(out var error))
            throw error;
        return _paths.TryGetValue(file, out var path) ? Copy(_memory[path], bytes, offset) : base.Read(file, bytes, offset);
    }

    public override int ReadCached(SafeFileHandle file, Span<byte> bytes, long offset) => Errors.IsEmpty ? Read(file, bytes, offset) : 0;

    private static int Copy(ReadOnlySpan<byte> memory, Span<byte> bytes, long offset)
    {
        if (offset >= memory.Length)
            return 0;
        var count = (int)Math.Min(bytes.Length, memory.Length - offset);
        memory.Slice((int)offset, count).CopyTo(bytes);
        return count;
    }

    private static byte[] ReadAll(SafeFileHandle file)
    {
        var bytes = new byte[RandomAccess.GetLength(file)];
        var read = RandomAccess.Read(file, bytes, 0);
        return bytes[..read];
    }
}
