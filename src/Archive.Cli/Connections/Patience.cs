namespace Archive.Cli.Connections;

/// <summary>
/// How long a command that was interrupted waits for its peer, which may not answer, or not do what it is asked. Canceled
/// that long after the interruption.
/// </summary>
internal sealed class Patience : IDisposable
{
    public static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _source = new();
    private readonly CancellationTokenRegistration _interruption;

    public Patience(CancellationToken interrupted) => _interruption = interrupted.Register(() => _source.CancelAfter(Limit));

    public CancellationToken Token => _source.Token;

    public void Dispose()
    {
        _interruption.Dispose();
        _source.Dispose();
    }
}
