using Archive.Protocol.Data;
using Archive.Testing;

namespace Archive.Cluster.Tests.Senders;

/// <summary>Modalities that send at once: some to one study, from which side ever, the others each to studies of their own.</summary>
internal sealed class Load : IAsyncDisposable
{
    private const int Senders = 6;
    private const int SharingOneStudy = 3;

    private readonly CancellationTokenSource _stopped = new();
    private readonly Task _sending;

    private Load(int seed, IReadOnlyList<IDicomAddress> called)
    {
        var shared = new StudyInstanceUid(TestData.NewUid());
        _sending = Task.WhenAll(Enumerable.Range(0, Senders)
            .Select(number => NewSender(new Random(unchecked(seed + number)), called[number % called.Count], number < SharingOneStudy ? shared : null))
            .Select(sender => Task.Run(() => sender.RunAsync(_stopped.Token))));
    }

    public Ledger Ledger { get; } = new();

    /// <param name="called">One after the other for each sender.</param>
    public static Load Start(int seed, params IReadOnlyList<IDicomAddress> called) => new(seed, called);

    /// <summary>Waits until so many more objects are acknowledged.</summary>
    public async Task WaitAsync(int count) => await await Task.WhenAny(Ledger.WaitAsync(count), _sending);

    /// <summary>Returns when nothing is in flight any more.</summary>
    public async Task StopAsync()
    {
        await _stopped.CancelAsync();
        await _sending.WaitAsync(TimeSpan.FromMinutes(3));
    }

    public async ValueTask DisposeAsync()
    {
        await _stopped.CancelAsync();
        await _sending.ContinueWith(_ => { }, TaskScheduler.Default).WaitAsync(TimeSpan.FromMinutes(3));
        _stopped.Dispose();
    }

    private Sender NewSender(Random random, IDicomAddress called, StudyInstanceUid? study) => new(Ledger, random, called, study);
}
