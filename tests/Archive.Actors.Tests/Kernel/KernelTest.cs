using Archive.Actors.Kernel;
using Archive.Testing;

namespace Archive.Actors.Tests.Kernel;

/// <summary>An actor system in virtual time, and what it logs.</summary>
public abstract class KernelTest : IAsyncLifetime, IAsyncDisposable
{
    private readonly RecordingLoggerFactory _logs = new();

    protected KernelTest() => System = new ActorSystem("test", Time, _logs);

    protected ManualTimeProvider Time { get; } = new();

    protected ActorSystem System { get; }

    protected IEnumerable<string> LogLines => _logs.Lines.Select(static line => line.Text);

    public Task InitializeAsync() => Task.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        await System.DisposeAsync();
        _logs.Dispose();
        GC.SuppressFinalize(this);
    }

    Task IAsyncLifetime.DisposeAsync() => DisposeAsync().AsTask();
}
