using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Association;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Load;

/// <summary>
/// Stores objects on one association, which is opened for the first and opened anew when it has ended. One object at a time. An object that fails for a
/// reason that passes is sent again as often as the load says; its latency goes on meanwhile.
/// </summary>
internal sealed class ObjectSender(LoadContext context, int turn) : IAsyncDisposable
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(2);

    private readonly OperationStatistics _store = context.Of("Store");
    private readonly OperationStatistics _associate = context.Of("Associate");
    private ScuAssociation? _association;
    private SeriesTemplate? _template;
    private int _turn = turn;

    /// <summary>Whether the target acknowledged the object.</summary>
    public async Task<bool> SendAsync(SentSeries series, int index, TimeSpan planned, Arrival arrival, string trace, CancellationToken cancellationToken)
    {
        var sopInstance = series.Plan.SopInstance(index);
        var scope = context.Recorder.Begin(_store, planned, trace, arrival.HadFreeDevice && planned == arrival.Planned);
        for (var attempt = 0; ; attempt++)
        {
            var outcome = await TrySendAsync(series, index, sopInstance, scope, cancellationToken).ConfigureAwait(false);
            if (outcome.IsSuccess)
                series.Acknowledge(index);
            if (outcome.Failure is not { IsTransient: true } failure || attempt >= context.Plan.Retries || cancellationToken.IsCancellationRequested)
            {
                context.Recorder.Complete(scope, outcome, sopInstance);
                if (_association is null)
                    await Device.PauseAsync(cancellationToken).ConfigureAwait(false);
                return outcome.IsSuccess;
            }

            context.Recorder.CountAttempt(scope, failure, sopInstance);
            await CloseAsync().ConfigureAwait(false);
            _turn++;
            await Task.Delay(PauseAfter(attempt), cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Releases the association; the next object opens another one.</summary>
    public async ValueTask CloseAsync()
    {
        if (_association is { } association)
            await Device.ReleaseAsync(association).ConfigureAwait(false);
        _association = null;
    }

    public ValueTask DisposeAsync() => CloseAsync();

    private static TimeSpan PauseAfter(int attempt) =>
        attempt > 5 ? LongestPause : TimeSpan.FromTicks(Math.Min(FirstPause.Ticks << attempt, LongestPause.Ticks));

    private async Task<Outcome> TrySendAsync(SentSeries series, int index, string sopInstance, OperationScope scope, CancellationToken cancellationToken)
    {
        try
        {
            if (_association is null or { IsOpen: false })
                await OpenAsync(scope, cancellationToken).ConfigureAwait(false);
            var presentation = FindContext(series);
            if (_template?.Series != series.Plan || _template.TransferSyntax != presentation.TransferSyntax)
                _template = new SeriesTemplate(series.Plan, presentation.TransferSyntax);
            series.TransferSyntax = presentation.TransferSyntax;
            var response = await _association!.StoreAsync(presentation, new Uid(sopInstance), new DataSetSource(_template.Make(index)), cancellationToken).ConfigureAwait(false);
            return Outcome.Of(response, _template.Length);
        }
        catch (Exception exception) when (Failure.Of(exception) is { } failure)
        {
            return new Outcome(0, failure);
        }
    }

    /// <summary>The syntax in which the series was begun, where the target still takes it: what was sent is known by it.</summary>
    private PresentationContext FindContext(SentSeries series) =>
        (series.TransferSyntax is { } begun ? _association!.FindContext(series.Plan.SopClass, begun) : null) ?? _association!.GetContext(series.Plan.SopClass);

    private async Task OpenAsync(OperationScope cause, CancellationToken cancellationToken)
    {
        await CloseAsync().ConfigureAwait(false);
        var scope = context.Recorder.Begin(_associate, cause.Planned, cause.Trace);
        var outcome = await Device.TryAsync(async () =>
        {
            _association = await ScuAssociation.ConnectAsync(context.Call(_turn, "store"), cancellationToken).ConfigureAwait(false);
            return default;
        }).ConfigureAwait(false);
        context.Recorder.Complete(scope, outcome);
        if (outcome.Failure is { } failure)
            throw new NotOpenedException(failure);
    }
}
