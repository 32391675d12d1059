using System.Text;

namespace Archive.Cli.Files;

/// <summary>The arguments of the process as they were given: .NET replaces bytes that are no UTF-8, and then nothing finds the file.</summary>
internal static class RawArguments
{
    private const char Replacement = '\uFFFD';

    /// <summary>The paths that these arguments were.</summary>
    public static IReadOnlyList<FilePath> PathsOf(IEnumerable<string> arguments) => PathsOf(arguments, ReadCommandLine);

    /// <param name="readCommandLine">Gives the whole command line, each argument with a NUL at its end.</param>
    public static IReadOnlyList<FilePath> PathsOf(IEnumerable<string> arguments, Func<byte[]> readCommandLine)
    {
        List<byte[]>? given = null;
        var paths = new List<FilePath>();
        foreach (var argument in arguments)
        {
            if (!argument.Contains(Replacement, StringComparison.Ordinal))
            {
                paths.Add(argument);
                continue;
            }

            given ??= Split(readCommandLine());
            var index = given.FindIndex(bytes => Encoding.UTF8.GetString(bytes) == argument);
            paths.Add(index < 0 ? argument : new FilePath(given[index]));
            if (index >= 0)
                given.RemoveAt(index); // one that reads the same is the next one
        }

        return paths;
    }

    private static byte[] ReadCommandLine()
    {
        try
        {
            return File.ReadAllBytes("/proc/self/cmdline");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static List<byte[]> Split(ReadOnlySpan<byte> commandLine)
    {
        var arguments = new List<byte[]>();
        foreach (var range in commandLine.Split((byte)0))
            arguments.Add(commandLine[range].ToArray());
        return arguments;
    }
}
