using System.Globalization;
using Archive.LoadTests.Population;
using Archive.LoadTests.Scenarios;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;

namespace Archive.LoadTests.Load;

/// <summary>What the devices of one load have in common.</summary>
internal sealed class LoadContext(Scenario scenario, LoadPlan plan, StudyIdentity identity, IReadOnlyList<Target> targets, RunRecorder recorder, StudyLedger ledger)
{
    private const long FirstFaultyStudy = 1_000_000_000;

    private long _studies = -1;
    private long _faultyStudies = FirstFaultyStudy;

    public LoadPlan Plan => plan;

    public Simulator Simulator { get; } = Simulator.Get(plan.Modality);

    public RunRecorder Recorder => recorder;

    public RunClock Clock => recorder.Clock;

    public StudyLedger Ledger => ledger;

    public OperationStatistics Of(string operation) => recorder.Of(Simulator.Name, operation);

    /// <summary>Whom a device calls: targets by turns, the next one after a failure.</summary>
    public Target TargetOf(int turn) => targets[turn % targets.Count];

    public ScuAssociationOptions Call(int turn, string activity, CallHooks hooks = default) => Simulator.Call(TargetOf(turn), activity, scenario.Timeout, hooks);

    /// <summary>The next study, put into the ledger.</summary>
    public SentStudy NextStudy()
    {
        var study = new SentStudy(new StudyPlan(Simulator, plan, identity, Interlocked.Increment(ref _studies)));
        ledger.Begin(study);
        return study;
    }

    /// <summary>A study of which a faulty sender begins an object: nobody asks for it.</summary>
    public StudyPlan NextFaultyStudy() => new(Simulator, plan, identity, Interlocked.Increment(ref _faultyStudies));

    /// <summary>Random numbers that are the same for the same arrival of the same seed.</summary>
    public Draw DrawOf(in Arrival arrival) => new((ulong)identity.Seed ^ ((ulong)(identity.Load + 1) << 32), (ulong)arrival.Number);

    public string Trace(int device, in Arrival arrival) => string.Create(CultureInfo.InvariantCulture, $"{identity.Load}.{device}.{arrival.Number}");
}
