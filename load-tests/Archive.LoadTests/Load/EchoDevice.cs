using Archive.Protocol.Client;

namespace Archive.LoadTests.Load;

/// <summary>Opens an association, echoes, and releases it.</summary>
internal sealed class EchoDevice(LoadContext context, int number) : Device(context, number)
{
    private readonly OperationStatistics _echo = context.Of("Echo");

    public override Task RunAsync(Arrival arrival, CancellationToken cancellationToken) => CallAsync(
        "verify", _echo, arrival.Planned, arrival,
        async association => Outcome.Of(await association.EchoAsync(cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
