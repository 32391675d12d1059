namespace Archive.Cli.Terminals;

/// <summary>Where a command prints, and what that is. Answers and summaries go to the output, progress and what went wrong to the error output.</summary>
/// <param name="Width">In cells; of no meaning where neither is a terminal.</param>
/// <param name="HasColors">Whether the output shows colours.</param>
internal sealed record Terminal(TextWriter Output, TextWriter Error, int Width, bool IsOutputTerminal, bool IsErrorTerminal, bool HasColors)
{
    private const int DefaultWidth = 80;

    /// <summary>The console of the process. NO_COLOR (no-color.org) and a dumb terminal are respected.</summary>
    public static Terminal Current()
    {
        var isDumb = Environment.GetEnvironmentVariable("TERM") is "dumb" or null or "";
        var hasNoColor = Environment.GetEnvironmentVariable("NO_COLOR") is { Length: > 0 };
        return new Terminal(Console.Out, Console.Error, ReadWidth(),
            !Console.IsOutputRedirected, !Console.IsErrorRedirected && !isDumb, !Console.IsOutputRedirected && !isDumb && !hasNoColor);
    }

    public string Bold(string text) => HasColors ? $"\x1b[1m{text}\x1b[0m" : text;

    public string Faint(string text) => HasColors ? $"\x1b[2m{text}\x1b[0m" : text;

    public string Red(string text) => HasColors ? $"\x1b[31m{text}\x1b[0m" : text;

    private static int ReadWidth()
    {
        try
        {
            return Console.WindowWidth is > 0 and var width ? width : DefaultWidth;
        }
        catch (IOException)
        {
            return DefaultWidth;
        }
    }
}
