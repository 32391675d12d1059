using System.Runtime.InteropServices;

namespace Archive.Cli;

/// <summary>Ctrl-C and SIGTERM while a command runs: the first asks it to finish what is in flight, the second ends the process.</summary>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource _source;
    private readonly PosixSignalRegistration _interrupt;
    private readonly PosixSignalRegistration _terminate;

    public Interruption(CancellationToken cancellationToken)
    {
        _source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        _interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Handle);
        _terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Handle);
    }

    public CancellationToken Token => _source.Token;

    /// <summary>What shells expect of a process that a signal ended: 128 and its number, that of the first one.</summary>
    public int ExitCode { get; private set; } = Cli.ExitCode.Interrupted;

    public void Dispose()
    {
        _interrupt.Dispose();
        _terminate.Dispose();
        _source.Dispose();
    }

    private void Handle(PosixSignalContext signal)
    {
        signal.Cancel = !_source.IsCancellationRequested;
        if (!_source.IsCancellationRequested && signal.Signal == PosixSignal.SIGTERM)
            ExitCode = Cli.ExitCode.Terminated;
        _source.Cancel();
    }
}
