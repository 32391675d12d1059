namespace Archive.Cli.Terminals;

/// <summary>A line at the bottom of the terminal that says how far a command is; nothing at all where there is no terminal.</summary>
internal sealed class ProgressLine : IAsyncDisposable
{
    private const string EraseToEnd = "\x1b[K";

    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly Terminal _terminal;
    private readonly Func<string> _render;
    private readonly PeriodicTimer _timer = new(Interval);
    private readonly Task _showing;

    /// <param name="render">Called some times a second.</param>
    public ProgressLine(Terminal terminal, Func<string> render)
    {
        _terminal = terminal;
        _render = render;
        _showing = terminal.IsErrorTerminal ? ShowAsync() : Task.CompletedTask;
    }

    /// <summary>A bar of so many cells, filled from the left.</summary>
    public static string Bar(double fraction, int width)
    {
        var filled = (int)(Math.Clamp(fraction, 0, 1) * width);
        return new string('█', filled) + new string('░', width - filled);
    }

    /// <summary>Removes the line.</summary>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _showing;
        if (_terminal.IsErrorTerminal)
            await _terminal.Error.WriteAsync('\r' + EraseToEnd);
    }

    private async Task ShowAsync()
    {
        while (await _timer.WaitForNextTickAsync())
            await _terminal.Error.WriteAsync('\r' + TextCells.Cut(_render(), _terminal.Width - 1) + EraseToEnd);
    }
}
