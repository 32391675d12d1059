using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace Archive.Testing;

/// <summary>
/// A file system of its own for a test. When the disk is disposed, and also when this process is killed, a <see cref="Guard"/>
/// unmounts it and deletes everything.
/// </summary>
public sealed partial class MountedDisk : IAsyncDisposable
{
    private const uint Shutdown = 0x8004587d;      // EXT4_IOC_SHUTDOWN, _IOR('X', 125, __u32)
    private const uint WithoutFlushingTheLog = 2;  // EXT4_GOING_FLAGS_NOLOGFLUSH
    private const int OpenDirectory = 0x90000;     // O_DIRECTORY | O_CLOEXEC

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(1);

    private readonly TemporaryFolder _folder = new();
    private readonly Guard _guard;

    private MountedDisk()
    {
        Directory.CreateDirectory(Path);
        _guard = new Guard("""umount -l "$1" 2>/dev/null; rm -rf --one-file-system "$2" """, Path, _folder.Path);
    }

    /// <summary>Where it is mounted.</summary>
    public string Path => _folder["mount"];

    private string Image => _folder["image"];

    /// <summary>A file system in memory.</summary>
    /// <exception cref="InvalidOperationException">This process may not mount; the message says what mount said.</exception>
    public static Task<MountedDisk> MountMemoryAsync(int megabytes) =>
        MountAsync(disk => RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk.Path));

    /// <summary>An ext4 disk in a file, with the journal and the barriers of a real one. Only root may write to it.</summary>
    /// <inheritdoc cref="MountMemoryAsync"/>
    public static Task<MountedDisk> MountImageAsync(int megabytes) => MountAsync(async disk =>
    {
        await using (var image = File.Create(disk.Image))
            image.SetLength((long)megabytes << 20);
        await RunAsync("mkfs.ext4", "-q", "-F", "-m", "0", "-J", "size=4", "-E", "lazy_itable_init=1,lazy_journal_init=1", disk.Image);
        await disk.MountImageAsync();
    });

    /// <summary>Null when it can be mounted; else why not.</summary>
    internal static async Task<string?> WhyNotAsync(Task<MountedDisk> mounting)
    {
        try
        {
            await using var disk = await mounting;
            return null;
        }
        catch (InvalidOperationException cannot)
        {
            return cannot.Message;
        }
    }

    /// <summary>
    /// What a power cut leaves: from now on nothing reaches the disk, neither data in memory nor the file system's own log;
    /// every write and flush fails.
    /// </summary>
    public void CutPower()
    {
        using var directory = Open(Path, OpenDirectory);
        var how = WithoutFlushingTheLog;
        if (directory.IsInvalid || IoCtl(directory, Shutdown, ref how) != 0)
            throw new InvalidOperationException($"{Path} cannot be shut down: {Marshal.GetLastPInvokeErrorMessage()}.");
    }

    /// <summary>Mounts the image anew: the file system recovers from what reached the disk. Nobody may have a file of it open.</summary>
    public async Task RemountAsync()
    {
        using var limit = new CancellationTokenSource(Limit);
        while (await TryRunAsync("umount", Path) is { } failure)
        {
            if (limit.IsCancellationRequested)
                throw new InvalidOperationException(failure);
            await Task.Delay(TimeSpan.FromMilliseconds(10), CancellationToken.None);
        }

        await MountImageAsync();
    }

    public ValueTask DisposeAsync() => _guard.DisposeAsync();

    private static async Task<MountedDisk> MountAsync(Func<MountedDisk, Task> mountAsync)
    {
        var disk = new MountedDisk();
        try
        {
            await mountAsync(disk);
            return disk;
        }
        catch
        {
            await disk.DisposeAsync();
            throw;
        }
    }

    private Task MountImageAsync() => RunAsync("mount", "-t", "ext4", "-o", "loop", Image, Path);

    private static async Task RunAsync(string tool, params string[] arguments)
    {
        if (await TryRunAsync(tool, arguments) is { } failure)
            throw new InvalidOperationException(failure);
    }

    private static async Task<string?> TryRunAsync(string tool, params string[] arguments)
    {
        if (!DcmtkTool.IsInstalled(tool))
            return $"{tool} is not installed.";
        var result = await DcmtkTool.RunAsync(tool, arguments);
        return result.ExitCode == 0 ? null : result.Output.Trim();
    }

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial SafeFileHandle Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "ioctl", SetLastError = true)]
    private static partial int IoCtl(SafeFileHandle file, nuint request, ref uint argument);
}
