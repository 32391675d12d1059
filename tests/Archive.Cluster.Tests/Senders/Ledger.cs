using System.Collections.Concurrent;
using System.Globalization;
using Archive.Cluster.Tests.Rig;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Testing;

namespace Archive.Cluster.Tests.Senders;

/// <summary>What senders sent, what was acknowledged to them, and how they fared. From any thread.</summary>
internal sealed class Ledger
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(2);
    private static readonly ParallelOptions AtOnce = new() { MaxDegreeOfParallelism = 4 };

    private readonly ConcurrentDictionary<Uid, string> _sent = new();
    private readonly ConcurrentDictionary<Uid, Uid> _acknowledged = new();
    private readonly SemaphoreSlim _acknowledgements = new(0);
    private readonly Lock _gate = new();
    private TimeSpan _longestStall;
    private TimeSpan _longestSinceShown;
    private int _refusals;
    private int _interruptions;
    private int _repetitions;

    /// <summary>The SOP Instance UIDs of what was acknowledged so far.</summary>
    public IEnumerable<Uid> Acknowledged => _acknowledged.Keys;

    /// <summary>Stores that were answered with another status than success.</summary>
    public int Refusals => _refusals;

    /// <summary>Objects that were sent on more than two associations before they were acknowledged.</summary>
    public int Repetitions => _repetitions;

    public void Begin(WireObject instance, int attempt)
    {
        _sent[instance.Instance] = instance.Hash;
        if (attempt == 3)
            Interlocked.Increment(ref _repetitions);
    }

    public void Acknowledge(Uid study, WireObject instance)
    {
        _acknowledged[instance.Instance] = study;
        _acknowledgements.Release();
    }

    public bool IsAcknowledged(WireObject instance) => _acknowledged.ContainsKey(instance.Instance);

    public void Refused() => Interlocked.Increment(ref _refusals);

    public void Interrupted() => Interlocked.Increment(ref _interruptions);

    /// <summary>A sender had to wait so long for an object to be acknowledged.</summary>
    public void Stalled(TimeSpan duration)
    {
        lock (_gate)
        {
            _longestStall = Max(_longestStall, duration);
            _longestSinceShown = Max(_longestSinceShown, duration);
        }
    }

    /// <summary>The longest stall since this was called before.</summary>
    /// <param name="what">What happened meanwhile.</param>
    public string ShowStall(string what)
    {
        lock (_gate)
        {
            var shown = string.Create(CultureInfo.InvariantCulture, $"{DateTime.Now:HH:mm:ss} {what}: longest stall {_longestSinceShown.TotalSeconds:0.0} s");
            _longestSinceShown = TimeSpan.Zero;
            return shown;
        }
    }

    /// <summary>Waits until so many more objects are acknowledged.</summary>
    public async Task WaitAsync(int count)
    {
        using var deadline = new CancellationTokenSource(Deadline);
        try
        {
            while (_acknowledgements.CurrentCount > 0)
                await _acknowledgements.WaitAsync(deadline.Token);
            for (var i = 0; i < count; i++)
                await _acknowledgements.WaitAsync(deadline.Token);
        }
        catch (OperationCanceledException late)
        {
            throw new TimeoutException($"Nothing is acknowledged any more: {this}", late);
        }
    }

    /// <summary>All that was acknowledged is found, once, and what is found is whole, study by study on one node after the other; all nodes count the same.</summary>
    public Task CompareAsync(params IReadOnlyList<IDicomAddress> nodes)
    {
        var studies = _acknowledged.GroupBy(acknowledged => acknowledged.Value, acknowledged => acknowledged.Key).ToList();
        return Parallel.ForEachAsync(studies.Index(), AtOnce, async (study, _) =>
        {
            var node = nodes[study.Index % nodes.Count];
            IReadOnlyCollection<Uid> found = [];
            await Until.HoldsAsync($"all nodes count the objects of {study.Item.Key} alike", async () =>
            {
                found = await node.FindInstancesAsync(study.Item.Key); // what lost its sender may still be recorded meanwhile
                var counts = await Task.WhenAll(nodes.Select(other => CountAsync(other, study.Item.Key)));
                return counts.All(count => count == found.Count);
            });
            Assert.Equal(found.Count, found.Distinct().Count());
            Assert.Empty(study.Item.Except(found));
            await AssertWholeAsync(node, study.Item.Key, found);
        });
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"""
        {_sent.Count} objects sent, {_acknowledged.Count} acknowledged, {_refusals} refusals, {_interruptions} associations lost,
        longest stall {_longestStall.TotalSeconds:0.0} s
        """);

    private static TimeSpan Max(TimeSpan one, TimeSpan other) => one > other ? one : other;

    private static async Task<int> CountAsync(IDicomAddress node, Uid study)
    {
        var matches = await node.FindAsync("STUDY", (Tags.StudyInstanceUID, study.Value), (Tags.NumberOfStudyRelatedInstances, ""));
        return int.Parse(Assert.Single(matches).GetString(Tags.NumberOfStudyRelatedInstances)!, CultureInfo.InvariantCulture);
    }

    private async Task AssertWholeAsync(IDicomAddress node, Uid study, IReadOnlyCollection<Uid> instances)
    {
        var retrieved = await node.GetAsync(study, [(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian)]);
        Assert.Equal(DimseStatus.Success, retrieved.Status);
        Assert.Equal(instances.Count, retrieved.Hashes.Count);
        Assert.All(instances, instance => Assert.Equal(_sent[instance], retrieved.Hashes[instance]));
    }
}
