using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Load;

/// <summary>
/// A workstation that retrieves priors: a study that this run has stored, each on an association of its own. While none is stored there is nothing to do.
/// </summary>
internal sealed class RetrieveDevice(LoadContext context, int number) : Device(context, number)
{
    private readonly OperationStatistics _retrieve = context.Of(context.Plan.MoveTo is null ? "Get" : "Move");

    public override async Task RunAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        var draw = Context.DrawOf(arrival);
        if (Context.Ledger.Choose(ref draw) is not { } study)
            return;
        var pause = TimeSpan.Zero;
        var chance = draw.NextDouble();
        if (Context.Plan.Faults.FirstOrDefault(fault => fault.Kind == FaultKind.SlowReader) is { } slow && chance < slow.Share)
            pause = slow.For;
        if (Context.Plan.MoveTo is { } destination)
        {
            await CallAsync("move", _retrieve, arrival.Planned, arrival, association => MoveAsync(association, destination, study, cancellationToken), cancellationToken)
                .ConfigureAwait(false);
            return;
        }

        var get = new StudyGet(study, async (_, dataSet, token) =>
        {
            await Task.Delay(pause, token).ConfigureAwait(false);
            return await StudyGet.CountAsync(dataSet, token).ConfigureAwait(false);
        });
        var options = get.Propose(Context.Call(Turn, "retrieve", new CallHooks(ServeAsync: get.ServeAsync)));
        if (await OpenAsync(options, arrival.Planned, arrival, cancellationToken).ConfigureAwait(false) is { } association)
        {
            await DoAsync(_retrieve, arrival.Planned, arrival, () => get.RunAsync(association, cancellationToken)).ConfigureAwait(false);
            await ReleaseAsync(association).ConfigureAwait(false);
        }
    }

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private static async Task<Outcome> MoveAsync(ScuAssociation association, string destination, SentStudy study, CancellationToken cancellationToken)
    {
        CMoveResponse? last = null;
        await foreach (var message in association.MoveAsync(
            SopClasses.StudyRootQueryRetrieveInformationModelMove, destination, StudyGet.IdentifierOf(study), cancellationToken).ConfigureAwait(false))
            last = message.Response;
        cancellationToken.ThrowIfCancellationRequested();
        return Outcome.Of(last!);
    }
}
