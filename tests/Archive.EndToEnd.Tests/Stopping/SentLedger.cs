using System.Collections.Concurrent;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>What senders sent and what was acknowledged to them. From any thread.</summary>
internal sealed class SentLedger
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Uid, string> _sent = new();
    private readonly ConcurrentDictionary<Uid, Uid> _acknowledged = new();
    private volatile int _period; // odd while the power goes
    private readonly SemaphoreSlim _acknowledgements = new(0);

    /// <summary>The hash of every object that was ever begun to be sent, by SOP Instance UID.</summary>
    public IReadOnlyDictionary<Uid, string> Sent => _sent;

    /// <summary>The study of every acknowledged object, by SOP Instance UID.</summary>
    public IReadOnlyDictionary<Uid, Uid> Acknowledged => _acknowledged;

    /// <returns>In which period of power; <see cref="Acknowledge"/> wants to know.</returns>
    public int Begin(WireObject instance)
    {
        _sent[instance.Instance] = instance.Hash;
        return _period;
    }

    /// <summary>Counts when the power was there all the time since the object was begun.</summary>
    public void Acknowledge(int period, Uid study, Uid instance)
    {
        if (period != _period || period % 2 != 0)
            return;
        _acknowledged[instance] = study;
        _acknowledgements.Release();
    }

    /// <summary>
    /// The power is about to go. While ext4 is being shut down the kernel lets an fsync succeed whose log record it then drops: a program that
    /// only writes and calls fsync sees the same. What is acknowledged until the power is back, or was begun before, proves nothing.
    /// </summary>
    public void PowerGoes() => Interlocked.Increment(ref _period);

    /// <summary>The node that lost its power has ended, and its disk is there again.</summary>
    public void PowerIsBack() => Interlocked.Increment(ref _period);

    /// <summary>Waits until so many more objects are acknowledged.</summary>
    public async Task WaitAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!await _acknowledgements.WaitAsync(Deadline))
                throw new TimeoutException("Nothing is acknowledged any more.");
        }
    }

    /// <summary>Finds and retrieves everything: what was acknowledged is there, and what is there is whole.</summary>
    public async Task CompareAsync(NodeProcess node)
    {
        var found = new Dictionary<Uid, Uid>();
        foreach (var study in await node.FindStudiesAsync())
        {
            var listed = await node.FindInstancesAsync(study);
            foreach (var instance in listed)
                found.Add(instance, study);
            var retrieved = await node.GetAsync(study, [(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian)]);
            Assert.Equal(DimseStatus.Success, retrieved.Status);
            Assert.Equal(listed.Count, retrieved.Hashes.Count);
            Assert.All(listed, instance => Assert.Equal(Sent[instance], retrieved.Hashes[instance]));
        }

        Assert.All(Acknowledged, acknowledged => Assert.Equal(acknowledged.Value, found[acknowledged.Key]));
    }
}
