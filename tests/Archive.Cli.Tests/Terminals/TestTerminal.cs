using Archive.Cli.Terminals;

namespace Archive.Cli.Tests.Terminals;

internal static class TestTerminal
{
    /// <summary>A terminal without colours that keeps what is printed.</summary>
    public static Terminal OfWidth(int width) => new(new StringWriter(), new StringWriter(), width, IsOutputTerminal: true, IsErrorTerminal: true, HasColors: false);
}
