using System.Net.Sockets;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Load;

/// <summary>
/// Fails as the load says, instead of what an arrival was for. A fault is an operation of its own that succeeds when the target took it as it should: it is no
/// failure of the target, and what it stores is not looked for afterwards.
/// </summary>
internal sealed class FaultySender(LoadContext context, int number)
{
    private readonly FaultShare[] _faults = [.. context.Plan.Faults.Where(fault => fault.Kind != FaultKind.SlowReader)];

    /// <summary>False when this arrival is not to fail.</summary>
    public async ValueTask<bool> TryFailAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        if (_faults.Length == 0 || Choose(arrival) is not { } fault)
            return false;
        var scope = context.Recorder.Begin(context.Of("Fault " + fault.Kind), arrival.Planned, context.Trace(number, arrival), arrival.HadFreeDevice);
        var outcome = await Device.TryAsync(() => fault.Kind switch
        {
            FaultKind.Silent => SilentAsync(fault.For, cancellationToken),
            FaultKind.Stall => SendAsync(new StallingSource(fault.For), null, cancellationToken),
            FaultKind.Abort => SendAsync(new StallingSource(null), null, cancellationToken),
            _ => SendAsync(null, new SpoiltConnection(fault.Kind), cancellationToken),
        }).ConfigureAwait(false);
        context.Recorder.Complete(scope, outcome);
        return true;
    }

    private FaultShare? Choose(in Arrival arrival)
    {
        var draw = context.DrawOf(arrival);
        var chance = draw.NextDouble();
        foreach (var fault in _faults)
        {
            if (chance < fault.Share)
                return fault;
            chance -= fault.Share;
        }

        return null;
    }

    /// <summary>Connects and waits for the target to end it.</summary>
    private async Task<Outcome> SilentAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        var target = context.TargetOf(number);
        using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(time);
        await socket.ConnectAsync(target.Host, target.Port, cancellationToken).ConfigureAwait(false);
        try
        {
            var buffer = new byte[64];
            while (await socket.ReceiveAsync(buffer, patience.Token).ConfigureAwait(false) > 0)
                continue; // an A-ABORT before the end
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // The target is patient: this side hangs up.
        }

        return default;
    }

    /// <summary>Begins to store an object in a way that the source or the connection spoils.</summary>
    private async Task<Outcome> SendAsync(StallingSource? source, SpoiltConnection? connection, CancellationToken cancellationToken)
    {
        var hooks = new CallHooks(connection is null ? null : connection.WrapAsync);
        var association = await ScuAssociation.ConnectAsync(context.Call(number, "store", hooks), cancellationToken).ConfigureAwait(false);
        await using (association.ConfigureAwait(false))
        {
            var series = context.NextFaultyStudy().Series.MaxBy(candidate => candidate.Kind.BytesPerFrame)!;
            var presentation = association.GetContext(series.SopClass);
            var template = new SeriesTemplate(series, presentation.TransferSyntax);
            connection?.Arm(template.Length / 2);
            var dataSet = source is null ? new DataSetSource(template.Make(0)) : new DataSetSource(source.Open(template.Make(0)), template.Length);
            try
            {
                var response = await association.StoreAsync(presentation, new Uid(series.SopInstance(0)), dataSet, cancellationToken).ConfigureAwait(false);
                if (source is null)
                    return new Outcome(0, new Failure("not noticed", $"The target answered {response.Status} to what was no object."));
                await Device.ReleaseAsync(association).ConfigureAwait(false);
                return Outcome.Of(response, template.Length);
            }
            catch (FaultException)
            {
                return default; // as intended
            }
            catch (Exception exception) when (source is null && Failure.Of(exception) is { IsWait: false })
            {
                return default; // the target ended what was of no use to it, or this side did
            }
        }
    }
}
