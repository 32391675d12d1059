using Archive.LoadTests.Simulators;

namespace Archive.LoadTests.Load;

/// <summary>Sends an object for each arrival: study after study, on associations that last as the modality has it.</summary>
internal sealed class ObjectDevice : Device
{
    private readonly ObjectSender _sender;
    private readonly FaultySender _faults;
    private SentStudy? _study;
    private int _series;
    private int _object;

    public ObjectDevice(LoadContext context, int number)
        : base(context, number)
    {
        _sender = new ObjectSender(context, number);
        _faults = new FaultySender(context, number);
    }

    public override async Task RunAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        if (await _faults.TryFailAsync(arrival, cancellationToken).ConfigureAwait(false))
            return;
        _study ??= Context.NextStudy();
        var series = _study.Series[_series];
        await _sender.SendAsync(series, _object, arrival.Planned, arrival, Context.Trace(Number, arrival), cancellationToken).ConfigureAwait(false);
        await AdvanceAsync(series).ConfigureAwait(false);
    }

    public override async ValueTask DisposeAsync()
    {
        await _sender.DisposeAsync().ConfigureAwait(false);
        if (_study is { } study)
            Context.Ledger.Finish(study);
    }

    private async ValueTask AdvanceAsync(SentSeries series)
    {
        var ended = AssociationScope.Object;
        if (++_object == series.Plan.Objects)
        {
            ended = AssociationScope.Series;
            _object = 0;
            if (++_series == _study!.Series.Count)
            {
                ended = AssociationScope.Study;
                _series = 0;
                Context.Ledger.Finish(_study);
                _study = null;
            }
        }

        if (Context.Simulator.Association <= ended)
            await _sender.CloseAsync().ConfigureAwait(false);
    }
}
