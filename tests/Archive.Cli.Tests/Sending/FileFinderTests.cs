using System.Diagnostics;
using Archive.Cli.Files;
using Archive.Cli.Sending;
using Archive.Testing;

namespace Archive.Cli.Tests.Sending;

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
    public void A_folder_of_more_names_than_one_reading_gives_is_listed_whole()
    {
        for (var i = 0; i < 3000; i++)
            File.WriteAllText(_folder[$"a file with a name that is not short {i:0000}"], "");

        Assert.Equal(3000, Find(_folder.Path).Distinct().Count());
    }

    [Fact]
    public void A_link_to_a_file_is_one_and_a_link_that_leads_in_a_circle_is_not_followed()
    {
        File.WriteAllText(_folder["file"], "");
        File.CreateSymbolicLink(_folder["link"], _folder["file"]);
        Directory.CreateSymbolicLink(_folder["loop"], _folder.Path);

        Assert.Equal(["file", "link"], Find(_folder.Path).Select(path => Path.GetFileName(path)));
    }

    [Fact]
    public void What_is_not_there_is_told()
    {
        var missing = Assert.Single(FileFinder.Find([_folder["none"]]));
        Assert.Equal((_folder["none"], SendOutcome.Failed, "No such file or directory"), (missing.Path.ToString(), missing.Problem!.Outcome, missing.Problem.Reason));

        File.CreateSymbolicLink(_folder["dangling"], _folder["none"]);
        var dangling = Assert.Single(FileFinder.Find([_folder.Path]));
        Assert.Equal(SendOutcome.Failed, dangling.Problem!.Outcome);
    }

    [Fact]
    public void A_named_pipe_among_files_is_no_DICOM_and_one_that_is_named_cannot_be_sent()
    {
        using (var process = Process.Start("mkfifo", _folder["pipe"]))
            process.WaitForExit();

        var found = Assert.Single(FileFinder.Find([_folder.Path]));
        Assert.Equal((SendOutcome.NoDicom, "It is a named pipe and no file"), (found.Problem!.Outcome, found.Problem.Reason));
        Assert.Equal(SendOutcome.Failed, Assert.Single(FileFinder.Find([_folder["pipe"]])).Problem!.Outcome);
        Assert.Equal("It is a device and no file", Assert.Single(FileFinder.Find(["/dev/null"])).Problem!.Reason);
        // Opened all the same, as when it was exchanged after it was found, it waits for nobody.
        Assert.Equal("It is a named pipe and no file", Assert.Throws<IOException>(() => FileSystem.OpenRegular(_folder["pipe"], out _)).Message);
    }

    private static IEnumerable<string> Find(string path) => FileFinder.Find([path]).Select(file =>
    {
        Assert.Null(file.Problem);
        return file.Path.ToString();
    });
}
