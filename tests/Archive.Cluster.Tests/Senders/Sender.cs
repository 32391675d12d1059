using System.Diagnostics;
using System.Net.Sockets;
using Archive.Protocol.Client;
using Archive.Protocol.Client.Transfers;
using Archive.Protocol.Data;
using Archive.Protocol.Dimse;
using Archive.Protocol.Pdu;
using Archive.Testing;

namespace Archive.Cluster.Tests.Senders;

/// <summary>
/// A modality that sends without end, at its pace, and calls again whenever its association ends. What was not acknowledged then is mostly
/// sent again and sometimes forgotten.
/// </summary>
/// <param name="study">Null for a new study every few objects.</param>
internal sealed class Sender(Ledger ledger, Random random, IDicomAddress called, StudyInstanceUid? study)
{
    private const int MaxPauseMs = 60;
    private const int MaxObjectsOfStudy = 40;

    private static readonly TimeSpan CallAgainAfter = TimeSpan.FromMilliseconds(100);

    private readonly SeriesInstanceUid _series = new(TestData.NewUid());
    private StudyInstanceUid _study = study ?? new StudyInstanceUid(TestData.NewUid());
    private int _number;
    private WireObject? _next;
    private int _attempts; // to send it
    private bool _isInFlight;
    private bool _isWaiting; // for an acknowledgement, be it of another object than it was at first
    private long _waitingSince;

    /// <summary>Returns when it is told to stop and what it sends is answered.</summary>
    public async Task RunAsync(CancellationToken stopped)
    {
        while (!stopped.IsCancellationRequested)
        {
            try
            {
                await using var association = await ScuAssociation.ConnectAsync(Call(), CancellationToken.None);
                while (!stopped.IsCancellationRequested)
                    await StoreNextAsync(association);
                await association.ReleaseAsync(CancellationToken.None);
            }
            catch (Exception lost) when (TransferFailure.IsOfPeer(lost) || lost is IOException or SocketException)
            {
                ledger.Interrupted();
                if (_isInFlight && random.Next(5) == 0)
                    _next = null;
                _isInFlight = false;
                await Task.Delay(CallAgainAfter, CancellationToken.None);
            }
        }

        if (_isWaiting)
            ledger.Stalled(Stopwatch.GetElapsedTime(_waitingSince));
    }

    private ScuAssociationOptions Call() => new ScuAssociationOptions
    {
        Host = called.Host,
        Port = called.DicomPort,
        CalledAeTitle = new AeTitle(NodeClient.AeTitle),
        CallingAeTitle = new AeTitle("MODALITY"),
        ResponseTimeout = TimeSpan.FromSeconds(90),
    }.Propose(SopClasses.CTImageStorage, TransferSyntax.ExplicitVrLittleEndian);

    private async Task StoreNextAsync(ScuAssociation association)
    {
        if (_next is null)
        {
            await Task.Delay(random.Next(MaxPauseMs));
            Make();
        }

        var instance = _next!;
        ledger.Begin(instance, ++_attempts);
        _isInFlight = true;
        var status = await association.StoreAsync(instance);
        _isInFlight = false;
        if (status == DimseStatus.Success)
        {
            _isWaiting = false;
            ledger.Stalled(Stopwatch.GetElapsedTime(_waitingSince));
            ledger.Acknowledge(_study.Uid, instance);
            _next = null;
            return;
        }

        if (status != DimseStatus.OutOfResources)
            throw new InvalidOperationException($"The archive answered {status}.");
        ledger.Refused();
        await Task.Delay(CallAgainAfter);
    }

    private void Make()
    {
        if (study is null && _number % MaxObjectsOfStudy == 0)
            _study = new StudyInstanceUid(TestData.NewUid());
        var pixelBytes = random.Next(200) switch
        {
            < 150 => random.Next(20_000),
            < 199 => 300_000 + random.Next(300_000),
            _ => 4_500_000 + random.Next(1_000_000),
        };
        _next = WireObject.Of(TestData.Ct(_study, _series, ++_number, pixelBytes));
        _attempts = 0;
        if (_isWaiting)
            return;
        _isWaiting = true;
        _waitingSince = Stopwatch.GetTimestamp();
    }
}
