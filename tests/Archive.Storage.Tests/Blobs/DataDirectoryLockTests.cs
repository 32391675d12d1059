using System.Globalization;
using Archive.Storage.Blobs;

namespace Archive.Storage.Tests.Blobs;

public sealed class DataDirectoryLockTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void Second_user_is_told_who_has_the_directory()
    {
        using var held = DataDirectoryLock.Acquire(_directory.Path);

        var refusal = Assert.Throws<DataDirectoryInUseException>(() => DataDirectoryLock.Acquire(_directory.Path));

        Assert.Contains(_directory.Path, refusal.Message, StringComparison.Ordinal);
        Assert.Contains(Environment.ProcessId.ToString(CultureInfo.InvariantCulture), refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Directory_is_free_again_after_the_lock_is_disposed()
    {
        DataDirectoryLock.Acquire(_directory.Path).Dispose();

        using var held = DataDirectoryLock.Acquire(_directory.Path);

        Assert.Throws<DataDirectoryInUseException>(() => DataDirectoryLock.Acquire(_directory.Path));
    }

    [Fact]
    public void Missing_directory_is_made()
    {
        var path = Path.Combine(_directory.Path, "a", "b");

        using var held = DataDirectoryLock.Acquire(path);

        Assert.True(Directory.Exists(path));
    }
}
