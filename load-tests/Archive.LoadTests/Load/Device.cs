using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;
using Archive.Protocol.Data;

namespace Archive.LoadTests.Load;

/// <summary>A device of a load, which does one arrival at a time. Not thread-safe.</summary>
internal abstract class Device(LoadContext context, int number) : IAsyncDisposable
{
    private static readonly TimeSpan ReleaseTimeout = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan PauseOfRefused = TimeSpan.FromMilliseconds(100);

    private readonly OperationStatistics _associate = context.Of("Associate");

    protected LoadContext Context => context;

    protected int Number { get; } = number;

    /// <summary>Grows with each failure: which target is called next.</summary>
    protected int Turn { get; set; } = number;

    public static Device Create(LoadContext context, int number) => context.Plan.Does switch
    {
        Work.Examination => new ExaminationDevice(context, number),
        Work.Object => new ObjectDevice(context, number),
        Work.Echo => new EchoDevice(context, number),
        Work.Query => new QueryDevice(context, number),
        Work.Worklist => new WorklistDevice(context, number),
        _ => new RetrieveDevice(context, number),
    };

    /// <summary>Does what an arrival is for. What the target fails in is recorded and thrown at nobody.</summary>
    public abstract Task RunAsync(Arrival arrival, CancellationToken cancellationToken);

    /// <summary>Ends what the device has kept open.</summary>
    public abstract ValueTask DisposeAsync();

    /// <summary>Does one operation and records it; whether it succeeded.</summary>
    protected async Task<bool> DoAsync(OperationStatistics operation, TimeSpan planned, Arrival arrival, Func<Task<Outcome>> doAsync)
    {
        var scope = Context.Recorder.Begin(operation, planned, Context.Trace(Number, arrival), arrival.HadFreeDevice && planned == arrival.Planned);
        var outcome = await TryAsync(doAsync).ConfigureAwait(false);
        Context.Recorder.Complete(scope, outcome);
        return outcome.IsSuccess;
    }

    /// <summary>Opens an association and records that; null when there is none.</summary>
    protected async Task<ScuAssociation?> OpenAsync(ScuAssociationOptions options, TimeSpan planned, Arrival arrival, CancellationToken cancellationToken)
    {
        ScuAssociation? association = null;
        await DoAsync(_associate, planned, arrival, async () =>
        {
            association = await ScuAssociation.ConnectAsync(options, cancellationToken).ConfigureAwait(false);
            return default;
        }).ConfigureAwait(false);
        if (association is null)
        {
            Turn++;
            await PauseAsync(cancellationToken).ConfigureAwait(false);
        }

        return association;
    }

    /// <summary>Opens an association for an activity, does one operation on it, and releases it; whether all succeeded.</summary>
    protected async Task<bool> CallAsync(
        string activity, OperationStatistics operation, TimeSpan planned, Arrival arrival, Func<ScuAssociation, Task<Outcome>> doAsync, CancellationToken cancellationToken,
        CallHooks hooks = default)
    {
        var association = await OpenAsync(Context.Call(Turn, activity, hooks), planned, arrival, cancellationToken).ConfigureAwait(false);
        if (association is null)
            return false;
        var isDone = await DoAsync(operation, planned, arrival, () => doAsync(association)).ConfigureAwait(false);
        await ReleaseAsync(association).ConfigureAwait(false);
        return isDone;
    }

    /// <summary>C-ECHO, on an association of its own.</summary>
    protected Task<bool> EchoAsync(TimeSpan planned, Arrival arrival, CancellationToken cancellationToken) => CallAsync(
        "verify", Context.Of("Echo"), planned, arrival,
        async association => Outcome.Of(await association.EchoAsync(cancellationToken).ConfigureAwait(false)),
        cancellationToken);

    /// <summary>C-FIND of the station's list of today, on an association of its own.</summary>
    protected Task<bool> AskWorklistAsync(TimeSpan planned, Arrival arrival, CancellationToken cancellationToken) => CallAsync(
        "worklist", Context.Of("Worklist"), planned, arrival,
        association => Finding.RunAsync(association, SopClasses.ModalityWorklistInformationModelFind, StepData.WorklistIdentifier(Context.Simulator), cancellationToken),
        cancellationToken);

    /// <summary>Ends an association in good order, if it is open and the peer plays along; it is closed in any case.</summary>
    public static async ValueTask ReleaseAsync(ScuAssociation association)
    {
        await using (association.ConfigureAwait(false))
        {
            if (!association.IsOpen)
                return;
            try
            {
                using var deadline = new CancellationTokenSource(ReleaseTimeout);
                await association.ReleaseAsync(deadline.Token).ConfigureAwait(false);
            }
            catch (Exception failure) when (Failure.Of(failure) is not null)
            {
                // It was of no more use: what was asked on it has been answered, and recorded.
            }
        }
    }

    /// <summary>After a call that came to nothing: a target that refuses everyone is not called as fast as the machine can.</summary>
    public static async ValueTask PauseAsync(CancellationToken cancellationToken) =>
        await Task.Delay(PauseOfRefused, cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

    /// <summary>What fails by the target or the network is an outcome.</summary>
    public static async Task<Outcome> TryAsync(Func<Task<Outcome>> doAsync)
    {
        try
        {
            return await doAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (Failure.Of(exception) is { } failure)
        {
            return new Outcome(0, failure);
        }
    }
}
