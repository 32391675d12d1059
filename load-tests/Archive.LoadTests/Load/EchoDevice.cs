namespace Archive.LoadTests.Load;

/// <summary>Opens an association, echoes, and releases it.</summary>
internal sealed class EchoDevice(LoadContext context, int number) : Device(context, number)
{
    public override Task RunAsync(Arrival arrival, CancellationToken cancellationToken) => EchoAsync(arrival.Planned, arrival, cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
