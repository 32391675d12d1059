namespace Archive.LoadTests.Load;

/// <summary>A station that asks for its list of today, again and again.</summary>
internal sealed class WorklistDevice(LoadContext context, int number) : Device(context, number)
{
    public override Task RunAsync(Arrival arrival, CancellationToken cancellationToken) => AskWorklistAsync(arrival.Planned, arrival, cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
