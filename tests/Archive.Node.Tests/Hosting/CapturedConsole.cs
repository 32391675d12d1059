namespace Archive.Node.Tests.Hosting;

/// <summary>Keeps what is printed until it is disposed.</summary>
internal sealed class CapturedConsole : IDisposable
{
    private readonly TextWriter _output = Console.Out;
    private readonly TextWriter _error = Console.Error;
    private readonly StringWriter _newOutput = new();
    private readonly StringWriter _newError = new();

    public CapturedConsole()
    {
        Console.SetOut(_newOutput);
        Console.SetError(_newError);
    }

    public string Output => Read(_newOutput);

    public string Error => Read(_newError);

    public void Dispose()
    {
        Console.SetOut(_output);
        Console.SetError(_error);
    }

    // The console writes from many threads, each holding its own synchronized wrapper of the writer; so does reading.
    private static string Read(StringWriter writer)
    {
        lock (writer)
            return writer.ToString();
    }
}
