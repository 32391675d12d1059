using Archive.LoadTests.Simulators;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Load;

/// <summary>A station that asks for its list of today, again and again.</summary>
internal sealed class WorklistDevice(LoadContext context, int number) : Device(context, number)
{
    private readonly OperationStatistics _worklist = context.Of("Worklist");

    public override Task RunAsync(Arrival arrival, CancellationToken cancellationToken) => CallAsync(
        "worklist", _worklist, arrival.Planned, arrival,
        association => Finding.RunAsync(association, SopClasses.ModalityWorklistInformationModelFind, StepData.WorklistIdentifier(Context.Simulator), cancellationToken),
        cancellationToken);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
