using System.Collections.Concurrent;
using Archive.EndToEnd.Tests.Wire;
using Archive.Protocol.Data;

namespace Archive.EndToEnd.Tests.Killing;

/// <summary>What senders sent and what was acknowledged to them. From any thread.</summary>
internal sealed class SentLedger
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Uid, string> _sent = new();
    private readonly ConcurrentDictionary<Uid, Uid> _acknowledged = new();
    private readonly SemaphoreSlim _acknowledgements = new(0);

    /// <summary>The hash of every object that was ever begun to be sent, by SOP Instance UID.</summary>
    public IReadOnlyDictionary<Uid, string> Sent => _sent;

    /// <summary>The study of every acknowledged object, by SOP Instance UID.</summary>
    public IReadOnlyDictionary<Uid, Uid> Acknowledged => _acknowledged;

    public void Begin(WireObject instance) => _sent[instance.Instance] = instance.Hash;

    public void Acknowledge(Uid study, Uid instance)
    {
        _acknowledged[instance] = study;
        _acknowledgements.Release();
    }

    /// <summary>Waits until so many more objects are acknowledged.</summary>
    public async Task WaitAsync(int count)
    {
        for (var i = 0; i < count; i++)
        {
            if (!await _acknowledgements.WaitAsync(Deadline))
                throw new TimeoutException("Nothing is acknowledged any more.");
        }
    }
}
