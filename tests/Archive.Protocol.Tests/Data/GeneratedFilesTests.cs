using System.Diagnostics;
using Archive.Testing;

namespace Archive.Protocol.Tests.Data;

public sealed class GeneratedFilesTests
{
    public static TheoryData<string> Dictionaries => [.. SharedFiles.Find("dictionary", "elements.tsv").Select(file => Path.GetDirectoryName(SharedFiles.PathOf("dictionary", file))!)];

    [SharedTheory]
    [MemberData(nameof(Dictionaries))]
    public async Task Generating_the_dictionary_again_gives_the_committed_files(string dictionary)
    {
        var output = Directory.CreateTempSubdirectory("archive-dictionary-");
        try
        {
            var generator = Process.Start(new ProcessStartInfo("dotnet", ["run", "tools/generate-dictionary.cs", "--", dictionary, output.FullName])
            {
                WorkingDirectory = SharedFiles.RepositoryRoot,
                UseShellExecute = false,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var messages = await Task.WhenAll(generator.StandardOutput.ReadToEndAsync(), generator.StandardError.ReadToEndAsync());
            await generator.WaitForExitAsync();

            Assert.True(generator.ExitCode == 0, string.Concat(messages));
            var files = output.GetFiles("*.g.cs");
            Assert.NotEmpty(files);
            foreach (var file in files)
            {
                var committed = Path.Combine(SharedFiles.RepositoryRoot, "src", "Archive.Protocol", "Data", file.Name);
                Assert.True(File.ReadAllText(file.FullName) == File.ReadAllText(committed), $"{file.Name} is not what the generator writes.");
            }
        }
        finally
        {
            output.Delete(recursive: true);
        }
    }
}
