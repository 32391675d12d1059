using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Blobs;

/// <summary>
/// A volume file that is being written. Blocks are allocated ahead, because an fdatasync that also has to make the file
/// longer takes three times as long. Used by one thread at a time.
/// </summary>
internal sealed class VolumeFile : IDisposable
{
    private const long SmallestStep = 4 * 1024 * 1024;
    private const long LargestStep = 64 * 1024 * 1024;

    private readonly VolumeDirectory _directory;
    private string _path;
    private long _allocated;

    private VolumeFile(VolumeDirectory directory, long id, string path, SafeFileHandle handle)
    {
        _directory = directory;
        _path = path;
        Id = id;
        Handle = handle;
    }

    public long Id { get; }

    public SafeFileHandle Handle { get; }

    /// <summary>Makes the file and writes its volume header; not durable yet.</summary>
    /// <exception cref="StorageFullException">No space is left; no file remains.</exception>
    public static VolumeFile Create(VolumeDirectory directory, string extension, DateTimeOffset now)
    {
        var id = directory.NextId(now);
        var path = directory.GetPath(id, extension);
        var file = new VolumeFile(directory, id, path, directory.Files.Create(path));
        try
        {
            file.Reserve(VolumeFormat.FirstRecord);
            Span<byte> header = stackalloc byte[VolumeHeader.Length];
            new VolumeHeader(id, now).Write(header);
            file.Write(header, 0);
            return file;
        }
        catch
        {
            file.Delete();
            throw;
        }
    }

    /// <summary>A volume that an earlier process left open, to be sealed or deleted.</summary>
    public static VolumeFile OpenUnsealed(VolumeDirectory directory, long id)
    {
        var path = directory.GetPath(id, VolumeDirectory.Open);
        return new VolumeFile(directory, id, path, directory.Files.Open(path));
    }

    /// <summary>Sees to it that the file has blocks up to <paramref name="end"/>, and room for the footer behind it.</summary>
    /// <exception cref="StorageFullException">No space is left.</exception>
    public void Reserve(long end)
    {
        end += VolumeFooter.Length;
        if (end <= _allocated)
            return;
        var needed = end - _allocated;
        var step = Math.Max(needed, Math.Clamp(_allocated, SmallestStep, LargestStep));
        try
        {
            _directory.Allocate(Handle, _allocated, step);
        }
        catch (StorageFullException) when (step > needed)
        {
            step = needed;
            _directory.Allocate(Handle, _allocated, step);
        }

        _allocated += step;
    }

    public void Write(ReadOnlySpan<byte> bytes, long offset) => _directory.Files.Write(Handle, bytes, offset);

    public void Write(IReadOnlyList<ReadOnlyMemory<byte>> buffers, long offset) => _directory.Files.Write(Handle, buffers, offset);

    /// <summary>Makes the range a hole.</summary>
    public void Clear(long offset, long end)
    {
        var zeros = new byte[64 * 1024];
        for (; offset < end; offset += zeros.Length)
            Write(zeros.AsSpan(0, (int)Math.Min(zeros.Length, end - offset)), offset);
    }

    public void Flush() => _directory.Files.FlushData(Handle);

    /// <summary>Gives back everything from <paramref name="end"/> on.</summary>
    public void CutTo(long end)
    {
        RandomAccess.SetLength(Handle, end);
        _allocated = end;
    }

    /// <summary>Ends the volume with a footer at <paramref name="end"/> and gives it its last name; durable when it returns.</summary>
    public void Seal(long end, long records, string extension)
    {
        Span<byte> footer = stackalloc byte[VolumeFooter.Length];
        new VolumeFooter(Id, end, records).Write(footer);
        Write(footer, end);
        CutTo(end + VolumeFooter.Length);
        Flush();
        var sealedPath = _directory.GetPath(Id, extension);
        try
        {
            _directory.Files.Move(_path, sealedPath);
        }
        catch (FileNotFoundException e)
        {
            throw new IOException(
                $"{_path} was deleted while it was written: by another node that took this one for dead, or by hand.", e);
        }

        _path = sealedPath;
        _directory.Flush();
    }

    /// <summary>Deletes the file. Not made durable: a crash brings back no more than recovery deletes again.</summary>
    public void Delete()
    {
        Dispose();
        _directory.Files.Delete(_path);
    }

    public void Dispose() => Handle.Dispose();
}
