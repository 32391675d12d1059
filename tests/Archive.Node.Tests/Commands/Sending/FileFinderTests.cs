using Archive.Node.Commands.Sending;
using Archive.Testing;

namespace Archive.Node.Tests.Commands.Sending;

public sealed class FileFinderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Folders_are_walked_to_the_bottom_in_the_order_of_names()
    {
        foreach (var path in new[] { "b/2", "b/1", "a/deep/3", "a/4", "0" })
        {
            Directory.CreateDirectory(Path.GetDirectoryName(_folder[path])!);
            File.WriteAllText(_folder[path], "");
        }

        Assert.Equal(["0", "a/4", "a/deep/3", "b/1", "b/2"], Find(_folder.Path).Select(path => Path.GetRelativePath(_folder.Path, path)));
    }

    [Fact]
    public void A_link_that_leads_in_a_circle_is_not_followed()
    {
        File.WriteAllText(_folder["file"], "");
        Directory.CreateSymbolicLink(_folder["loop"], _folder.Path);

        Assert.Single(Find(_folder.Path));
    }

    [Fact]
    public void What_is_not_there_is_told()
    {
        var missing = new List<string>();

        Assert.Empty(FileFinder.Find([_folder["none"]], (path, reason) => missing.Add($"{path}: {reason}")));
        Assert.Equal([$"{_folder["none"]}: There is no such file or folder"], missing);
    }

    private static IEnumerable<string> Find(string path) => FileFinder.Find([path], (unreadable, reason) => Assert.Fail($"{unreadable}: {reason}")).Select(file => file.FullName);
}
