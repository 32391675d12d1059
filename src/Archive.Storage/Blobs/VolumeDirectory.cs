using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>Names, ids and space of the volume files of one set. A file's extension says what state it is in.</summary>
internal sealed class VolumeDirectory
{
    /// <summary>Records are being appended; after a crash its tail may be torn.</summary>
    public const string Open = ".open";

    /// <summary>Sealed: ends with a footer and never changes again.</summary>
    public const string Sealed = ".volume";

    /// <summary>Sealed, and holds one large object.</summary>
    public const string LargeObject = ".object";

    /// <summary>A large object that is being received; worthless after a crash.</summary>
    public const string Incoming = ".incoming";

    /// <summary>What was released of the volume with the same id.</summary>
    public const string Garbage = ".garbage";

    private readonly string _root;
    private readonly int? _set;
    private readonly long _minimumFreeBytes;
    private readonly Lock _gate = new();
    private long _lastId;

    /// <param name="root">The directory of all volumes.</param>
    /// <param name="set">Null for a store that shares the directory with none.</param>
    public VolumeDirectory(string root, int? set, long minimumFreeBytes, FileOperations files)
    {
        _root = root;
        _set = set;
        Path = VolumeSet.GetFolder(root, set ?? 0);
        Files = files;
        _minimumFreeBytes = minimumFreeBytes;
        files.CreateDirectory(Path);
        foreach (var (id, _) in Enumerate())
            _lastId = Math.Max(_lastId, id);
    }

    public string Path { get; }

    public FileOperations Files { get; }

    /// <summary>
    /// A new id: by the time, or the next one after the last. Ids increase and are never given again, even when the volume with the highest
    /// one has been deleted.
    /// </summary>
    public long NextId(DateTimeOffset now)
    {
        lock (_gate)
            return _lastId = VolumeSet.NextId(_set, now, _lastId);
    }

    public string GetPath(long id, string extension) => GetPath(_root, id, extension);

    public static string GetPath(string root, long id, string extension) =>
        System.IO.Path.Combine(VolumeSet.GetFolder(root, VolumeSet.Of(id)), id.ToString("x16", CultureInfo.InvariantCulture) + extension);

    /// <summary>All files of volumes, in no order. Files with other names are none of the store's and left alone.</summary>
    public IEnumerable<(long Id, string Extension)> Enumerate() => Enumerate(_root, _set ?? 0);

    /// <summary>The files of a set's volumes likewise.</summary>
    public static IEnumerable<(long Id, string Extension)> Enumerate(string root, int set)
    {
        var folder = VolumeSet.GetFolder(root, set);
        foreach (var path in Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [])
        {
            var name = System.IO.Path.GetFileName(path.AsSpan());
            var extension = System.IO.Path.GetExtension(name) switch
            {
                Open => Open,
                Sealed => Sealed,
                LargeObject => LargeObject,
                Incoming => Incoming,
                Garbage => Garbage,
                _ => null,
            };
            if (extension is not null && name.Length == 16 + extension.Length
                && long.TryParse(name[..16], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var id)
                && VolumeSet.Of(id) == set)
                yield return (id, extension);
        }
    }

    /// <summary>Null for a file that holds no volume, or not yet.</summary>
    public static VolumeState? ToState(string extension) => extension switch
    {
        Open => VolumeState.Open,
        Sealed => VolumeState.Sealed,
        LargeObject => VolumeState.LargeObject,
        _ => null,
    };

    public static string ToExtension(VolumeState state) => state switch
    {
        VolumeState.Open => Open,
        VolumeState.Sealed => Sealed,
        _ => LargeObject,
    };

    /// <exception cref="StorageFullException">The disk, or what may be used of it, has not so many bytes.</exception>
    public void Allocate(SafeFileHandle file, long offset, long length)
    {
        var free = Files.GetFreeBytes(Path);
        if (free - length < _minimumFreeBytes)
        {
            throw new StorageFullException(
                $"No space is left in {Path}: {free} bytes are free, {_minimumFreeBytes} of them are kept in reserve, {length} are needed.");
        }

        Files.Allocate(file, offset, length);
    }

    public void Flush() => Files.FlushDirectory(Path);
}
