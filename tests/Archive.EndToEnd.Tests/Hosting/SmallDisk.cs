using Archive.Testing;

namespace Archive.EndToEnd.Tests.Hosting;

/// <summary>A file system in memory that is quickly full, with a file on it that takes up space until it is deleted.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _filler;

    private SmallDisk(int fillerBytes)
    {
        _filler = Path.Combine(_folder.Path, "filler");
        FillerBytes = fillerBytes;
    }

    public string DataDirectory => _folder["data"];

    private int FillerBytes { get; }

    /// <summary>Null where this process may not mount.</summary>
    public static async Task<SmallDisk?> TryMountAsync(int megabytes, int fillerBytes)
    {
        var disk = new SmallDisk(fillerBytes);
        if (DcmtkTool.IsInstalled("mount") && (await DcmtkTool.RunAsync("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk._folder.Path)).ExitCode == 0)
        {
            await File.WriteAllBytesAsync(disk._filler, new byte[disk.FillerBytes]);
            return disk;
        }

        disk._folder.Dispose();
        return null;
    }

    /// <summary>Gives space back.</summary>
    public void DeleteFiller() => File.Delete(_filler);

    public async ValueTask DisposeAsync()
    {
        await DcmtkTool.RunAsync("umount", _folder.Path);
        _folder.Dispose();
    }
}
