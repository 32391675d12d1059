using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics;
using Archive.LoadTests.Reports;
using Archive.LoadTests.Simulators;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.LoadTests.Load;

/// <summary>
/// After a run: every object that the target acknowledged is retrieved by C-GET and compared with what was sent. Intact is an object whose bytes are those
/// that were sent or, from a target that writes headers anew, whose elements all have the values that were sent.
/// </summary>
internal sealed class Verification(IReadOnlyList<Target> targets, TimeSpan timeout)
{
    private const int Associations = 2;
    private const int Named = 20;

    private readonly ConcurrentQueue<string> _missing = new();
    private readonly ConcurrentQueue<string> _damaged = new();
    private int _acknowledged;
    private int _found;
    private int _intact;

    public async Task<VerificationReport> RunAsync(StudyLedger ledger, CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var studies = new ConcurrentQueue<SentStudy>(ledger.All.Where(study => study.Count > 0));
        await Task.WhenAll(Enumerable.Range(0, Associations).Select(async turn =>
        {
            while (studies.TryDequeue(out var study))
                await VerifyAsync(study, turn, cancellationToken).ConfigureAwait(false);
        })).ConfigureAwait(false);
        return new VerificationReport
        {
            Acknowledged = _acknowledged,
            Found = _found,
            Intact = _intact,
            Missing = [.. _missing.Take(Named)],
            Damaged = [.. _damaged.Take(Named)],
            Seconds = clock.Elapsed.TotalSeconds,
        };
    }

    private async Task VerifyAsync(SentStudy study, int turn, CancellationToken cancellationToken)
    {
        var expected = study.Series
            .SelectMany(series => series.Acknowledged.Select(index => (Instance: series.Plan.SopInstance(index), Series: series, Index: index)))
            .ToDictionary(item => item.Instance, item => (item.Series, item.Index), StringComparer.Ordinal);
        Interlocked.Add(ref _acknowledged, expected.Count);
        var templates = new Dictionary<SentSeries, SeriesTemplate>();
        var get = new StudyGet(study, async (request, dataSet, token) =>
        {
            // What comes besides was stored, but never acknowledged: its answer was lost.
            if (!expected.Remove(request.AffectedSopInstanceUid.Value, out var sent))
                return await StudyGet.CountAsync(dataSet, token).ConfigureAwait(false);
            if (!templates.TryGetValue(sent.Series, out var template))
                templates.Add(sent.Series, template = new SeriesTemplate(sent.Series.Plan, sent.Series.TransferSyntax!));
            Interlocked.Increment(ref _found);
            var damage = await ReceivedObject.FindDamageAsync(template.Make(sent.Index), dataSet, template.TransferSyntax, token).ConfigureAwait(false);
            if (damage is null)
                Interlocked.Increment(ref _intact);
            else
                _damaged.Enqueue($"{request.AffectedSopInstanceUid}: {damage}");
            return template.Length;
        });
        var problem = await RetrieveAsync(get, turn, cancellationToken).ConfigureAwait(false);
        foreach (var instance in expected.Keys)
            _missing.Enqueue(problem is null ? instance : $"{instance} ({problem.Text})");
    }

    private async Task<Failure?> RetrieveAsync(StudyGet get, int turn, CancellationToken cancellationToken)
    {
        var workstation = Simulator.Get("workstation");
        var outcome = await Device.TryAsync(async () =>
        {
            var options = get.Propose(workstation.Call(targets[turn % targets.Count], "retrieve", timeout, new CallHooks(ServeAsync: get.ServeAsync)));
            var association = await ScuAssociation.ConnectAsync(options, cancellationToken).ConfigureAwait(false);
            await using (association.ConfigureAwait(false))
            {
                var result = await get.RunAsync(association, cancellationToken).ConfigureAwait(false);
                await Device.ReleaseAsync(association).ConfigureAwait(false);
                return result;
            }
        }).ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
        return outcome.Failure;
    }
}
