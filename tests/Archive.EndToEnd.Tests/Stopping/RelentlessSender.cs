using System.Net.Sockets;
using Archive.Protocol.Client;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.EndToEnd.Tests.Stopping;

/// <summary>
/// A modality that sends without end and calls again whenever its association is lost. What was not acknowledged then is
/// sent again half of the times and forgotten otherwise.
/// </summary>
internal sealed class RelentlessSender(SentLedger ledger, Random random, StudyInstanceUid? study, int window)
{
    /// <summary>Of one study when one was given, else of a new study for each association.</summary>
    private readonly SeriesInstanceUid _series = new(TestData.NewUid());

    private readonly Lock _randomLock = new();
    private int _number;

    /// <summary>The node's disk may go before the node: then it refuses what is sent to it, and is called again when it is back.</summary>
    public bool DiskMayFail { get; init; }

    /// <param name="findNode">The node that runs now, or the next one that does.</param>
    public async Task RunAsync(Func<Task<NodeProcess>> findNode, CancellationToken stopped)
    {
        var unanswered = new List<(StudyInstanceUid Study, WireObject Object)>();
        while (!stopped.IsCancellationRequested)
        {
            var node = await findNode();
            try
            {
                await using var association = await ScuAssociation.ConnectAsync(node
                    .Call(window: window > 1 ? new AsyncOperationsWindow((ushort)window, 1) : null)
                    .Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian), stopped);
                var current = study ?? new StudyInstanceUid(TestData.NewUid());
                while (!stopped.IsCancellationRequested)
                {
                    while (unanswered.Count < window)
                        unanswered.Add((current, Make(current)));
                    await Task.WhenAll(unanswered.Select(next => StoreAsync(association, next.Study, next.Object)));
                    unanswered.Clear();
                }

                await association.ReleaseAsync(CancellationToken.None);
            }
            catch (Exception lost) when (lost is AssociationAbortedException or SocketException or IOException or OperationCanceledException)
            {
                unanswered.RemoveAll(o => ledger.Acknowledged.ContainsKey(o.Object.Instance) || Next(2) == 0);
            }
        }
    }

    private async Task StoreAsync(ScuAssociation association, StudyInstanceUid current, WireObject instance)
    {
        var period = ledger.Begin(instance);
        var status = await association.StoreAsync(instance);
        if (status == DimseStatus.OutOfResources && DiskMayFail)
            throw new IOException("The node has lost its disk.");
        if (status != DimseStatus.Success)
            throw new InvalidOperationException($"The node answered {status}.");
        ledger.Acknowledge(period, current.Uid, instance.Instance);
    }

    private WireObject Make(StudyInstanceUid current)
    {
        var pixelBytes = Next(100) switch
        {
            < 60 => Next(4_000),
            < 95 => 500_000 + Next(50_000),
            _ => 4_500_000 + Next(2_000_000),
        };
        return WireObject.Of(TestData.Ct(current, _series, ++_number, pixelBytes));
    }

    private int Next(int limit)
    {
        lock (_randomLock)
            return random.Next(limit);
    }
}
