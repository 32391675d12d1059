using System.Text;
using Archive.Cli.Files;

namespace Archive.Cli.Tests.Files;

public sealed class FilePathTests
{
    [Fact]
    public void Bytes_that_are_no_UTF_8_are_shown_escaped_and_everything_else_as_it_is()
    {
        Assert.Equal("/data/müller 山田.dcm", new FilePath("/data/müller 山田.dcm").ToString());
        Assert.Equal(@"/data/caf\xE9.dcm", new FilePath([.. "/data/caf"u8, 0xE9, .. ".dcm"u8]).ToString());
        Assert.Equal(@"\xFF\xFE", new FilePath([0xFF, 0xFE]).ToString());
    }

    [Fact]
    public void Names_are_appended_with_one_slash()
    {
        Assert.Equal("a/b", new FilePath("a").Append("b"u8).ToString());
        Assert.Equal("/b", new FilePath("/").Append("b"u8).ToString());
        Assert.Equal([.. "a"u8, 0], new FilePath("a").Terminated);
    }

    [Fact]
    public void Arguments_that_are_no_UTF_8_are_taken_from_the_command_line_as_it_was_given()
    {
        byte[] first = [.. "caf"u8, 0xE9], second = [.. "caf"u8, 0xE8];
        byte[] commandLine = [.. "dotnet\0import\0plain\0"u8, .. first, 0, .. second, 0];
        var replaced = Encoding.UTF8.GetString(first);

        var paths = RawArguments.PathsOf(["plain", replaced, replaced, "other\uFFFD"], () => commandLine);

        Assert.Equal(["plain", @"caf\xE9", @"caf\xE8", "other\uFFFD"], paths.Select(path => path.ToString()));
    }
}
