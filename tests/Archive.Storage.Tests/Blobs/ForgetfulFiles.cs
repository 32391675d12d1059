using Archive.Storage.Blobs;
using Microsoft.Win32.SafeHandles;

namespace Archive.Storage.Tests.Blobs;

/// <summary>
/// A disk of which a power cut leaves no more than it was told to keep: the contents of a file as of its last flush, the names
/// in a directory as of the directory's last flush. It writes down what it is asked, and the power can go at any of its steps.
/// </summary>
internal sealed class ForgetfulFiles : FileOperations
{
    private readonly Lock _gate = new();
    private readonly List<string> _steps = [];
    private readonly Dictionary<string, Kept> _names = [];
    private readonly Dictionary<SafeFileHandle, Kept> _handles = [];
    private readonly Dictionary<string, Dictionary<string, Kept>> _keptNames = [];

    /// <summary>The step that is not done any more, nor one after it.</summary>
    public int PowerFailsAt { get; init; } = int.MaxValue;

    /// <summary>What it was asked, in order: the names of files, or of directories for their flushes.</summary>
    public IReadOnlyList<string> Steps
    {
        get
        {
            lock (_gate)
                return [.. _steps];
        }
    }

    /// <summary>Takes what lies in a directory for kept.</summary>
    public void Adopt(string directory)
    {
        foreach (var path in Directory.GetFiles(directory))
            _names[path] = new Kept { Content = File.ReadAllBytes(path) };
        _keptNames[directory] = new(_names);
    }

    /// <summary>Writes to another directory what is left of one after a power cut at this moment.</summary>
    public void WriteWhatIsLeft(string directory, string target)
    {
        lock (_gate)
        {
            foreach (var (path, kept) in _keptNames.GetValueOrDefault(directory) ?? [])
                File.WriteAllBytes(Path.Combine(target, Path.GetFileName(path)), kept.Content);
        }
    }

    public override SafeFileHandle Create(string path)
    {
        lock (_gate)
        {
            Step("create", path);
            var file = base.Create(path);
            return Track(file, _names[path] = new Kept());
        }
    }

    public override SafeFileHandle Open(string path)
    {
        lock (_gate)
            return Track(base.Open(path), _names[path]);
    }

    public override void Move(string from, string to)
    {
        lock (_gate)
        {
            Step("move", from);
            base.Move(from, to);
            _names.Remove(from, out var kept);
            _names[to] = kept!;
        }
    }

    public override void Delete(string path)
    {
        lock (_gate)
        {
            Step("delete", path);
            base.Delete(path);
            _names.Remove(path);
        }
    }

    public override void FlushData(SafeFileHandle file)
    {
        lock (_gate)
        {
            var kept = _handles[file];
            Step("flush", _names.Single(name => name.Value == kept).Key);
            var content = new byte[RandomAccess.GetLength(file)];
            Assert.Equal(content.Length, RandomAccess.Read(file, content, 0));
            kept.Content = content;
        }
    }

    public override void FlushDirectory(string path)
    {
        lock (_gate)
        {
            Step("flush", path);
            _keptNames[path] = _names.Where(name => Path.GetDirectoryName(name.Key) == path).ToDictionary();
        }
    }

    private SafeFileHandle Track(SafeFileHandle file, Kept kept)
    {
        _handles[file] = kept;
        return file;
    }

    private void Step(string step, string path)
    {
        if (_steps.Count >= PowerFailsAt)
            throw new IOException("The power has gone.");
        _steps.Add($"{step} {(Path.HasExtension(path) ? "*" + Path.GetExtension(path) : Path.GetFileName(path))}");
    }

    private sealed class Kept
    {
        public byte[] Content { get; set; } = [];
    }
}
